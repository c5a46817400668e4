/** The typefaces a mail may be set in. Nothing is fetched: all of them are on the reader's machine. */
export const MAIL_FONTS = {
  // Outlook for Windows takes the first name it knows and does not know system-ui.
  sans: "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', Arial, sans-serif",
  serif: "Georgia, 'Iowan Old Style', 'Noto Serif', 'Times New Roman', serif",
  rounded: "ui-rounded, 'SF Pro Rounded', 'Hiragino Maru Gothic ProN', 'Segoe UI', Roboto, Arial, sans-serif",
} as const;
export type MailFont = keyof typeof MAIL_FONTS;

/** The accent where a brand names none; the same as on the pages. */
export const DEFAULT_LOOK = {
  accent: '#0b5c50',
  onAccent: '#ffffff',
  dark: { accent: '#7fd4c1', onAccent: '#0d1f1b' },
  font: 'sans',
} as const;

const INK = '#1b1d1f';
const QUIET = '#575b60';
const LINE = '#dedad0';
const GROUND = '#ffffff';

/**
 * The look all mails share: one column, system type, ink of 4.5:1 or better on its ground. Sizes are in px, because
 * Outlook knows no rem; the column is 34rem wide. Nothing is coloured by the accent but the bar and the button, so no
 * brand's colour can make a text hard to read.
 */
export const theme = {
  body: {
    margin: '0',
    backgroundColor: GROUND,
    color: INK,
    fontSize: '17px',
    lineHeight: '1.5',
    // Not overflow-wrap, which leaves a long name its width in a table.
    wordBreak: 'break-word',
  },
  column: { maxWidth: '544px', margin: '0 auto', padding: '24px 20px 40px' },
  brand: { fontSize: '17px', lineHeight: '1.4', fontWeight: '600', margin: '0 0 28px', color: INK },
  heading: { fontSize: '27px', lineHeight: '1.2', fontWeight: '700', margin: '0 0 16px', color: INK },
  text: { fontSize: '17px', lineHeight: '1.5', margin: '0 0 16px', color: INK },
  list: { margin: '0 0 16px', fontSize: '17px', lineHeight: '1.5', color: INK },
  quiet: { fontSize: '15px', lineHeight: '1.5', margin: '0 0 8px', color: QUIET },
  action: { margin: '24px 0 20px' },
  button: { fontSize: '17px', fontWeight: '600', borderRadius: '8px', padding: '14px 24px' },
  linkHint: { fontSize: '15px', lineHeight: '1.5', margin: '0', color: QUIET },
  // A real link is 350 characters long: underlined it would be the loudest thing in the mail.
  linkLine: { fontSize: '13px', lineHeight: '1.45', margin: '4px 0 24px' },
  link: { color: QUIET, wordBreak: 'break-all' },
  contact: { color: QUIET, textDecoration: 'underline' },
  hr: { borderTop: `1px solid ${LINE}`, margin: '32px 0 20px' },
  foot: { fontSize: '14px', lineHeight: '1.5', margin: '0 0 12px', color: QUIET },
  table: {
    wordBreak: 'normal',
    borderCollapse: 'collapse',
    width: '100%',
    margin: '0 0 24px',
    fontSize: '15px',
    lineHeight: '1.4',
  },
  caption: { padding: '0 0 8px', color: QUIET },
  cell: { padding: '8px 0', borderBottom: `1px solid ${LINE}`, verticalAlign: 'top', color: INK },
  columnHeader: { fontWeight: '600', verticalAlign: 'bottom' },
  label: { width: '38%' },
  rowHeader: { fontWeight: '400' },
  quote: { margin: '0 0 16px', padding: '0 16px', color: INK },
  quoteLine: `3px solid ${LINE}`,
} as const;

/**
 * What cannot stand in an element: tables on narrow screens, and colours on a dark ground for programs that ask for them;
 * the others turn the light ones round by themselves.
 */
export function headStyles(look: {
  readonly accent: string;
  readonly onAccent: string;
  readonly dark?: { readonly accent: string; readonly onAccent: string } | undefined;
}): string {
  const { accent, onAccent } = look.dark ?? look;
  const edge = look.dark ? accent : '#a9adb2';
  return `:root { color-scheme: light dark; }
.value { white-space: nowrap; }
.name { overflow-wrap: anywhere; }
@media (max-width: 480px) {
  .data { font-size: 13px !important; }
  .data .number { padding-inline-start: 8px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground, .ground > table > tbody > tr > td { background-color: #15171a !important; }
  .ground > table > tbody > tr > td { border-top-color: ${accent} !important; }
  .ink { color: #eceae4 !important; }
  .quiet { color: #a9adb2 !important; }
  .line { border-color: #363a40 !important; }
  .button { background-color: ${accent} !important; color: ${onAccent} !important; border-color: ${edge} !important; }
}`;
}

/** The look all mails share: one column, system type, colours that hold 4.5:1 on white. */
export const theme = {
  body: {
    margin: '0',
    backgroundColor: '#ffffff',
    color: '#1d1f21',
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    fontSize: '17px',
    lineHeight: '1.5',
  },
  column: { maxWidth: '34rem', margin: '0 auto', padding: '32px 20px' },
  heading: { fontSize: '24px', lineHeight: '1.25', margin: '0 0 16px' },
  text: { fontSize: '17px', lineHeight: '1.5', margin: '0 0 16px' },
  quiet: { fontSize: '15px', lineHeight: '1.5', margin: '0 0 12px', color: '#585b5f' },
  button: {
    display: 'inline-block',
    backgroundColor: '#0b5c50',
    color: '#ffffff',
    borderRadius: '8px',
    padding: '14px 24px',
    fontWeight: '600',
  },
} as const;

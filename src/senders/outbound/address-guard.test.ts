import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressPolicy, checkTargetUrl, mayConnect } from './address-guard.ts';

const PUBLIC: AddressPolicy = { allow: 'public' };
const WITH_LOOPBACK: AddressPolicy = { allow: 'public_and_loopback' };
const ANY: AddressPolicy = { allow: 'any' };

// The IPv4 special-purpose registry, written down again on purpose: base, prefix length.
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const dotted = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const numeric = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const hexPair = (value: number): string =>
  `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;

const anyV4 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const specialV4 = fc.constantFrom(...SPECIAL_V4).chain(([base, prefix]) => {
  const first = numeric(base);
  return fc.integer({ min: first, max: first + 2 ** (32 - prefix) - 1 });
});

// All but 0.0.0.1, because ::0.0.0.1 is the loopback address ::1 itself.
const carriedV4 = fc.oneof(anyV4, specialV4, fc.constant(numeric('1.1.1.1'))).filter((value) => value !== 1);

describe('mayConnect', () => {
  it.each([
    '93.184.216.34',
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::8a',
  ])('lets %s through, plain public unicast', (ip) => {
    expect(mayConnect(ip, PUBLIC)).toBe(true);
  });

  it.each([
    ['cloud metadata', '169.254.169.254'],
    ['metadata of EC2 over IPv6', 'fd00:ec2::254'],
    ['metadata of Azure', '168.63.129.16'],
    ['metadata of Alibaba, inside carrier-grade NAT', '100.100.100.200'],
    ['metadata of Oracle', '192.0.0.192'],
    ['unspecified', '0.0.0.0'],
    ['unspecified IPv6', '::'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '127.0.0.1'],
    ['loopback IPv6', '::1'],
    ['link-local IPv6', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['public with a zone', '2606:4700::1111%eth0'],
    ['site-local IPv6', 'fec0::1'],
    ['multicast IPv6', 'ff02::1'],
    ['documentation IPv6', '2001:db8::1'],
    ['discard-only IPv6', '100::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['unassigned IPv6', '4000::1'],
    ['octal-looking', '010.0.0.1'],
    ['not an address', 'localhost'],
    ['nothing', ''],
  ])('refuses %s (%s)', (_what, ip) => {
    expect(mayConnect(ip, PUBLIC)).toBe(false);
  });

  it('refuses every address of the IPv4 special-purpose registry', () => {
    fc.assert(
      fc.property(specialV4, (value) => {
        expect(mayConnect(dotted(value), PUBLIC)).toBe(false);
      }),
    );
  });

  it('refuses every IPv6 form that carries an IPv4 address, whichever it carries', () => {
    fc.assert(
      fc.property(carriedV4, (value) => {
        const pair = hexPair(value);
        const forms = [
          `::ffff:${dotted(value)}`,
          `::ffff:${pair}`,
          `::${pair}`,
          `::ffff:0:${pair}`,
          `64:ff9b::${pair}`,
          `64:ff9b:1::${pair}`,
          `2002:${pair}::1`,
          `2001:0:${pair}::1`,
        ];
        expect(forms.filter((form) => mayConnect(form, PUBLIC))).toEqual([]);
        expect(forms.filter((form) => mayConnect(form, WITH_LOOPBACK))).toEqual([]);
      }),
    );
  });

  it('lets no IPv6 address outside 2000::/3 through', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
        const inside = (groups[0] ?? 0) >> 13 === 1;
        const allowed = mayConnect(groups.map((group) => group.toString(16)).join(':'), PUBLIC);
        expect(allowed && !inside).toBe(false);
      }),
    );
  });

  it('adds loopback and nothing else for development', () => {
    fc.assert(
      fc.property(fc.oneof(anyV4, specialV4), (value) => {
        const loopback = Math.floor(value / 2 ** 24) === 127;
        expect(mayConnect(dotted(value), WITH_LOOPBACK)).toBe(loopback || mayConnect(dotted(value), PUBLIC));
      }),
    );
    expect(mayConnect('::1', WITH_LOOPBACK)).toBe(true);
  });

  it('lets every address through, and nothing that is none, where the operator vouches', () => {
    const special = ['10.0.0.1', '169.254.169.254', '64:ff9b::1', '::ffff:10.0.0.1'];
    expect(special.filter((ip) => mayConnect(ip, ANY))).toEqual(special);
    expect(mayConnect('intranet', ANY)).toBe(false);
  });
});

describe('checkTargetUrl', () => {
  const codeOf = (text: string, policy = PUBLIC): string => {
    const checked = checkTargetUrl(text, policy);
    return checked.kind === 'ok' ? 'ok' : checked.code;
  };

  it('takes an https URL with a public name or address', () => {
    expect(checkTargetUrl('https://mail.example.com/hooks?x=1', PUBLIC)).toEqual({
      kind: 'ok',
      url: new URL('https://mail.example.com/hooks?x=1'),
    });
    expect(codeOf('https://1.1.1.1/')).toBe('ok');
    expect(codeOf('https://[2606:4700::1111]/')).toBe('ok');
  });

  it.each([
    ['', 'url_unreadable'],
    ['mail.example.com/hook', 'url_unreadable'],
    ['https://exa mple.com/', 'url_unreadable'],
    ['http://mail.example.com/', 'url_not_https'],
    ['http://127.0.0.1/', 'url_not_https'],
    ['ftp://mail.example.com/', 'url_not_https'],
    ['file:///etc/passwd', 'url_not_https'],
    ['javascript:alert(1)', 'url_not_https'],
    ['https://user@mail.example.com/', 'url_has_credentials'],
    ['https://user:pass@mail.example.com/', 'url_has_credentials'],
    ['https://localhost/', 'refused_address'],
    ['https://LOCALHOST./', 'refused_address'],
    ['https://a.localhost/', 'refused_address'],
    ['https://metadata.google.internal/', 'refused_address'],
    ['https://printer.local/', 'refused_address'],
    ['https://2130706433/', 'refused_address'],
    ['https://0x7f.1/', 'refused_address'],
    ['https://0177.0.0.1/', 'refused_address'],
    ['https://127.0.0.1./', 'refused_address'],
    ['https://１２７.０.０.１/', 'refused_address'],
    ['https://%31%32%37.0.0.1/', 'refused_address'],
    ['https://0/', 'refused_address'],
    ['https://[::1]/', 'refused_address'],
    ['https://[::ffff:169.254.169.254]/', 'refused_address'],
    ['https://[0:0:0:0:0:ffff:7f00:1]/', 'refused_address'],
    ['https://./', 'refused_address'],
  ])('refuses %s: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('refuses every special address in every spelling a URL has for it', () => {
    fc.assert(
      fc.property(specialV4, (value) => {
        const octets = dotted(value).split('.').map(Number);
        const spellings = [
          dotted(value),
          String(value),
          `0x${value.toString(16)}`,
          `0${value.toString(8)}`,
          octets.map((octet) => `0x${octet.toString(16)}`).join('.'),
          octets.map((octet) => `0${octet.toString(8)}`).join('.'),
          `[::ffff:${dotted(value)}]`,
          `[64:ff9b::${hexPair(value)}]`,
        ];
        const codes = spellings.map((host) => codeOf(`https://${host}:8443/x`));
        expect(codes).toEqual(spellings.map(() => 'refused_address'));
      }),
    );
  });

  it('lets plain http through to this machine alone, and only for development', () => {
    expect(codeOf('http://127.0.0.1:8080/', WITH_LOOPBACK)).toBe('ok');
    expect(codeOf('http://[::1]:8080/', WITH_LOOPBACK)).toBe('ok');
    expect(codeOf('http://localhost:8080/', WITH_LOOPBACK)).toBe('ok');
    expect(codeOf('https://localhost:8080/', WITH_LOOPBACK)).toBe('ok');
    expect(codeOf('http://10.0.0.1/', WITH_LOOPBACK)).toBe('url_not_https');
    expect(codeOf('http://10.0.0.1/', ANY)).toBe('url_not_https');
    expect(codeOf('http://localhost.example.com/', WITH_LOOPBACK)).toBe('url_not_https');
    expect(codeOf('https://printer.local/', WITH_LOOPBACK)).toBe('refused_address');
  });

  it('lets private targets through over https where the operator vouches', () => {
    expect(codeOf('https://10.0.0.1/', ANY)).toBe('ok');
    expect(codeOf('https://mailer.internal/', ANY)).toBe('ok');
  });

  it('says what to do about every refusal', () => {
    for (const text of ['', 'http://a.example/', 'https://u@a.example/', 'https://127.0.0.1/']) {
      const checked = checkTargetUrl(text, PUBLIC);
      expect(checked).toMatchObject({ kind: 'refused', fix: expect.stringMatching(/^(Give|Remove) .+\.$/) });
    }
  });
});

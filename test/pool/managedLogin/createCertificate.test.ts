import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCertificate } from './createCertificate';

test('a certificate names its host and is signed with its own key', () => {
  const { cert, spki } = createCertificate('auth.example.test');
  const read = new X509Certificate(cert);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkHost('auth.example.test')).toBe('auth.example.test');
  expect(read.checkHost('example.test')).toBeUndefined();
  expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
  const publicKey = read.publicKey.export({ type: 'spki', format: 'der' });
  expect(createHash('sha256').update(publicKey).digest('base64')).toBe(spki);
});

test('a long host name fits', () => {
  const host = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.test`;
  expect(new X509Certificate(createCertificate(host).cert).checkHost(host)).toBe(host);
});

test('an address is named as one', () => {
  const read = new X509Certificate(createCertificate('127.0.0.1').cert);
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkIP('127.0.0.2')).toBeUndefined();
});

import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseUri } from './normalise-uri.ts'

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(
    (text) => !/[/\\\p{Cc}\p{Surrogate}]/u.test(text) && !/%[0-9a-f]{2}/i.test(text) && text !== '.' && text !== '..',
  )
const names = fc.array(name, { minLength: 1, maxLength: 5 })
const literalNames = fc.array(
  name.filter((text) => !/[?#]/.test(text)),
  { minLength: 1, maxLength: 5 },
)
const slashes = fc.integer({ min: 1, max: 3 }).map((count) => '/'.repeat(count))

test('every spelling of a local path is one text', () => {
  fc.assert(
    fc.property(names, slashes, fc.boolean(), (segments, separator, isFolder) => {
      const path = `/${segments.join('/')}`
      const encoded = segments.map(encodeURIComponent).join('/')
      const everyEscape = segments.map((segment) => Buffer.from(segment).reduce(escapeByte, '')).join('/')
      const end = isFolder ? '/' : ''
      const spellings = [
        path,
        `/${segments.join(separator)}${end}`,
        `/./${segments.join('/./')}${end}`,
        `file:/${encoded}${end}`,
        `file:///${encoded}${end}`,
        `FILE://LocalHost/${encoded}${end}`,
        `file:///${everyEscape}`,
        pathToFileURL(path).href,
      ]
      expect(new Set(spellings.map(normaliseUri))).toEqual(new Set([normaliseUri(path)]))
      expect(normaliseUri(path)).toMatch(/^file:\/\/\/./)
    }),
  )
})

test('a key may hold a line separator', () => {
  expect(normaliseUri('s3://models/a\u2028b')).toBe('s3://models/a\u2028b')
})

test('every spelling of an object is one text, and its key stays literal', () => {
  fc.assert(
    fc.property(literalNames, (segments) => {
      const key = segments.join('/')
      const spellings = [`s3://models/${key}`, `s3a://models/${key}/`, `S3N://models/${key}`]
      expect(new Set(spellings.map(normaliseUri))).toEqual(new Set([`s3://models/${key}`]))
    }),
  )
})

test('different places never get one text', () => {
  fc.assert(
    fc.property(literalNames, literalNames, (left, right) => {
      fc.pre(left.join('/') !== right.join('/'))
      for (const head of ['/', 's3://bucket/', 'mlflow-artifacts:/', 'https://host/']) {
        const encode = head.startsWith('https') ? encodeURIComponent : String
        const place = (segments: readonly string[]) => normaliseUri(head + segments.map(encode).join('/'))
        expect(place(left)).not.toBe(place(right))
      }
    }),
  )
})

test('what is normalised stays as it is', () => {
  const any = fc.oneof(
    fc.webUrl(),
    fc.string({ unit: 'binary' }),
    names.map((segments) => `/${segments.join('/')}`),
    literalNames.map((segments) => `s3a://b-1/${segments.join('/')}/`),
    literalNames.map((segments) => `gs://Bucket/${segments.join('/')}`),
    literalNames.map((segments) => `mlflow-artifacts:///${segments.join('/')}`),
  )
  fc.assert(
    fc.property(any, (text) => {
      const once = normaliseUri(text)
      expect(once === null || normaliseUri(once) === once).toBe(true)
    }),
  )
})

test('no accepted address climbs, in any reading', () => {
  const part = fc.constantFrom('..', '.', '%2e%2e', '%2E.', '%252e%252e', 'a', '', '%2f', '%5c', '\\', '%00', 'b%')
  const head = fc.constantFrom('/', 'file:///', 'file:/', 's3://b/', 'https://h/', 'mlflow-artifacts:/', 'gs://b/')
  fc.assert(
    fc.property(head, fc.array(part, { maxLength: 6 }), (start, parts) => {
      const normalised = normaliseUri(start + parts.join('/'))
      if (normalised === null) return
      const readings = [normalised, decodeURIComponent(normalised.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))]
      for (const reading of readings) expect(reading).not.toMatch(/(^|[/\\])\.\.([/\\]|$)|\0|%2[ef]|%5c/i)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['s3://models', 's3://models'],
  ['s3://models/', 's3://models'],
  ['/', 'file:///'],
  ['file:///', 'file:///'],
  ['mlflow-artifacts:/1/a/artifacts/', 'mlflow-artifacts:/1/a/artifacts'],
  ['mlflow-artifacts:///1/a', 'mlflow-artifacts:/1/a'],
  ['HTTP://Host:80/a%20b/', 'http://host/a%20b'],
  ['https://host:443', 'https://host'],
  ['dbfs:/a/b', 'dbfs:/a/b'],
  ['gs://bucket/a/', 'gs://bucket/a'],
])('%s is %s', (text, expected) => {
  expect(normaliseUri(text)).toBe(expected)
})

test.each([
  '',
  'relative/path',
  './mlruns',
  's3://',
  'file://host/etc/passwd',
  'file:relative',
  'file:///a/../b',
  'file:///a/%2e%2e/b',
  'file:///a/%252e%252e/b',
  'file:///a%2Fb',
  'file:///a%00',
  'file:///a%',
  'file:///a?x',
  'file:///a#x',
  '/a/../b',
  '/a\nb',
  'C:\\models',
  's3://user:pass@bucket/key',
  's3://bucket/a//b',
  's3://bucket//a',
  's3://bucket/../other/key',
  's3://bucket/a%2e%2e',
  's3://bucket/a?versionId=1',
  's3:///key',
  's3:key',
  'mlflow-artifacts://other:5000/1/a',
  'http://user@host/a',
  'http:///a',
  'http://host/a/../b',
  'javascript:alert(1)',
])('%j names nothing', (text) => {
  expect(normaliseUri(text)).toBeNull()
})

function escapeByte(text: string, byte: number): string {
  return `${text}%${byte.toString(16).padStart(2, '0')}`
}

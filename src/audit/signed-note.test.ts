import { describe, expect, test } from 'vitest'
import { addressPrefix } from './address-prefix.ts'
import { commitmentTo, salted } from './commitment.ts'
import { createAuditKeys } from './keys.ts'
import { emptyRoot } from './merkle.ts'
import { isSignedBy, readCheckpoint, readVerifierKey, verifierKeyOf, writeCheckpoint } from './signed-note.ts'

const { current: key } = createAuditKeys(Buffer.alloc(32, 7))
const { current: otherKey } = createAuditKeys(Buffer.alloc(32, 8))
const checkpoint = { origin: 'warden.example/decisions', size: 20, root: emptyRoot }
const note = writeCheckpoint(checkpoint, key)

describe('signed checkpoints', () => {
  test('a note of the published example of Go is read with its published key', () => {
    // The key and the note of https://pkg.go.dev/golang.org/x/mod/sumdb/note are of the same form, with a text of another.
    const published = readVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
    expect(published?.origin).toBe('PeterNeumann')
    const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM='
    expect(published?.key.verify(text, Buffer.from(signature, 'base64').subarray(4).toString('base64'))).toBe(true)
  })

  test('a note says what was signed, and its key can be handed on as text', () => {
    expect(readCheckpoint(note)).toEqual(checkpoint)
    expect(note.split('\n').slice(0, 4)).toEqual([
      'warden.example/decisions',
      '20',
      '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      '',
    ])
    const handed = readVerifierKey(verifierKeyOf(checkpoint.origin, key))
    expect(isSignedBy(note, handed === undefined ? [] : [handed.key])).toBe(true)
  })

  test('no byte of a note can be changed, and no other key has signed it', () => {
    expect(isSignedBy(note, [otherKey])).toBe(false)
    for (let at = 0; at < note.length; at += 1) {
      const changed = `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`
      expect([at, isSignedBy(changed, [key])]).toEqual([at, false])
    }
    expect(isSignedBy(`${note}more\n`, [key])).toBe(false)
  })

  test.each(['', 'x', 'a+00000000+AA==', 'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'])(
    '%j is no verifier key',
    (text) => expect(readVerifierKey(text)).toBeUndefined(),
  )
})

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['nobody', null],
  [null, null],
])('of the address %s only the network is kept', (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix)
})

test('a commitment fits its text and salt alone', () => {
  const reason = salted('because')
  expect(commitmentTo(reason)).toBe(commitmentTo({ ...reason }))
  expect(commitmentTo({ ...reason, text: 'because ' })).not.toBe(commitmentTo(reason))
  expect(commitmentTo(salted('because'))).not.toBe(commitmentTo(reason))
})

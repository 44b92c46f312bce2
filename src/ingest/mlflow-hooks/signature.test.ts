import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hookWindowMs, isSigned, isTimely } from './signature.ts'

const secret = 'a secret of this test'
const body = Buffer.from('{"entity":"model_version","data":{"name":"käse"}}', 'utf8')
const deliveryId = '0e8f2f0e-1111-4222-8333-444455556666'
const now = 1_700_000_000_000
const timestamp = String(now / 1000)

function signatureOf(key: string, id: string, time: string, bytes: Buffer): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${time}.`).update(bytes).digest('base64')}`
}

const signature = signatureOf(secret, deliveryId, timestamp, body)

describe('a signature', () => {
  test('is good for exactly the bytes, id and time that it was made for', () => {
    expect(isSigned(secret, { deliveryId, timestamp, signature }, body)).toBe(true)
  })

  test.each([
    ['another secret', signatureOf('another', deliveryId, timestamp, body)],
    ['another delivery', signatureOf(secret, `${deliveryId}0`, timestamp, body)],
    ['another time', signatureOf(secret, deliveryId, '1700000001', body)],
    ['another body', signatureOf(secret, deliveryId, timestamp, Buffer.from(`${body.toString('utf8')} `))],
    ['no version', signature.slice(3)],
    ['another version', signature.replace('v1', 'v2')],
    ['something behind it', `${signature}AAAA`],
    ['two signatures', `${signature} ${signature}`],
    ['nothing', ''],
    ['nothing but the version', 'v1,'],
    ['base64 of another alphabet', signature.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')],
  ])('of %s is refused', (_what, forged) => {
    expect(isSigned(secret, { deliveryId, timestamp, signature: forged }, body)).toBe(false)
  })
})

describe('the time of a delivery', () => {
  const at = (ms: number) => isTimely({ deliveryId, timestamp: String(Math.floor(ms / 1000)), signature }, now)

  test('may lie five minutes before and after now', () => {
    expect([at(now), at(now - hookWindowMs), at(now + hookWindowMs)]).toEqual([true, true, true])
  })

  test('that is older or newer is refused', () => {
    expect([at(now - hookWindowMs - 1000), at(now + hookWindowMs + 1000)]).toEqual([false, false])
  })

  test.each(['', '-1', '1e9', '1700000000.5', ' 1700000000', 'NaN', '9'.repeat(13)])('is no %s', (odd) => {
    expect(isTimely({ deliveryId, timestamp: odd, signature }, now)).toBe(false)
  })

  test.each(['', 'short', 'a'.repeat(65), 'with a blank in it', 'dot.dot.dot'])('belongs to no id %s', (odd) => {
    expect(isTimely({ deliveryId: odd, timestamp, signature }, now)).toBe(false)
  })
})

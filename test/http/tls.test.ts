import { writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examine } from '../../src/composition/examine.ts'
import { readTlsFiles } from '../../src/composition/tls-files.ts'
import { validateConfig } from '../../src/config/index.ts'
import { startGateway } from '../support/in-process-gateway.ts'
import { temporaryFolder } from '../support/tools.ts'
import { selfSigned } from './self-signed.ts'

const folder = temporaryFolder('tls')
const own = selfSigned()
const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const cert = file('cert.pem', own.cert)
const key = file('key.pem', own.key)

const textOf = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const request = get(url, { ca: own.cert, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text))
    })
    request.on('error', reject)
  })

test('with a certificate and its key the gateway speaks https, and only that', async () => {
  const gateway = await startGateway({ server: { tls: { cert, key } } })
  const url = await gateway.listen(0)
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/)
  expect(await textOf(`${url}/health/live`)).toBe('{"status":"live"}')
  await expect(fetch(`${url.replace('https:', 'http:')}/health/live`)).rejects.toThrow('fetch failed')
})

test('files are meant from where the configuration lies', async () => {
  const surroundings = { environment: {}, workingDirectory: '/' }
  const config = validateConfig({ server: { tls: { cert: 'cert.pem', key: 'key.pem' } } }, 'test', surroundings)
  expect(readTlsFiles({ config, origin: 'test', directory: folder })?.cert.toString()).toBe(own.cert)
})

test.each([
  ['no certificate at its path', { cert: join(folder, 'none.pem'), key }, 'server.tls.cert: cannot be read (ENOENT)'],
  ['no key at its path', { cert, key: join(folder, 'none.pem') }, 'server.tls.key: cannot be read (ENOENT)'],
  ['a folder as key', { cert, key: folder }, 'server.tls.key: cannot be read (EISDIR)'],
  ['a key of another certificate', { cert, key: file('other.pem', selfSigned().key) }, 'server.tls: is no certificate'],
  ['a certificate that is no PEM', { cert: file('text.pem', 'hello'), key }, 'server.tls: is no certificate'],
  ['a certificate without a key', { cert }, 'server.tls: needs both cert and key'],
])('%s is told at the start', async (_name, tls, message) => {
  await expect(startGateway({ server: { tls } })).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining(message),
  })
})

test('everything that is wrong with the files is told at once, and nothing of their content', async () => {
  const missing = { cert: join(folder, 'none.pem'), key: join(folder, 'neither.pem') }
  await expect(startGateway({ server: { tls: missing } })).rejects.toMatchObject({ problems: { length: 2 } })
  const swapped = startGateway({ server: { tls: { cert: key, key: cert } } })
  await expect(swapped).rejects.toSatisfy((error: Error) => !error.message.includes('BEGIN'))
})

test('doctor tells the same before it tries anything', async () => {
  const surroundings = { environment: {}, workingDirectory: folder }
  const config = validateConfig({ server: { tls: { cert: 'none.pem', key: 'key.pem' } } }, 'test', surroundings)
  await expect(examine({ config, origin: 'test', directory: folder }).next()).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining('server.tls.cert: cannot be read'),
  })
})

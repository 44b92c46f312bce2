import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { type ConformanceSubject, conformanceChecks, conformanceHost } from 'modelwarden/connector/conformance'
import { manifest } from './index.ts'

const catalogue = await readFile(new URL('./datasets.csv', import.meta.url))
const server = createServer((request, response) => {
  const isKnown = request.headers.authorization === 'Bearer a-good-token'
  response.writeHead(isKnown ? 200 : 401).end(isKnown ? catalogue : '')
})

async function start(port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function stop(): Promise<void> {
  if (!server.listening) return
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

const port = await start(0)
after(stop)

const key = (nativeId: string) => ({ workspace: '', nativeId })
const present = ['iris', 'loans "2024"', 'wine'].map(key)
const shared = {
  manifest,
  invalidConfigs: [
    { name: 'an address that is not HTTP', config: { url: 'ftp://host/datasets.csv' } },
    { name: 'both an address and a file', config: { url: 'http://host/', file: 'datasets.csv' } },
  ],
  host: () => conformanceHost('datasets'),
  known: { workspaces: [''], streams: { datasets: present }, datasetCatalogue: { present, missing: key('none') } },
}

const subjects: Readonly<Record<string, ConformanceSubject>> = {
  'over HTTP': {
    ...shared,
    config: { url: `http://127.0.0.1:${port}/datasets.csv`, token: 'a-good-token' },
    secrets: ['a-good-token'],
    faults: {
      stop,
      start: async () => {
        if (!server.listening) await start(port)
      },
    },
  },
  'from a file': { ...shared, config: { file: new URL('./datasets.csv', import.meta.url).pathname } },
}

for (const [name, subject] of Object.entries(subjects)) {
  for (const check of conformanceChecks(subject)) void test(`${name}: ${check.name}`, () => check.run())
}

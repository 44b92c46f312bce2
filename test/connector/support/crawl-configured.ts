import { parseArgs } from 'node:util'
import { loadConfig, processSurroundings } from '../../../src/config/index.ts'
import { conformanceHost } from '../../../src/connector/conformance.ts'
import { createConnectorRegistry, loadConnectorModule } from '../../../src/connector/index.ts'

/** Does what the gateway does with a third party's connector: loads what a configuration names, connects and crawls it. */
const { positionals } = parseArgs({ allowPositionals: true })
const { config, directory } = loadConfig(positionals[0], processSurroundings())
const manifests = await Promise.all(config.connectors.map((specifier) => loadConnectorModule(specifier, directory)))
const registry = createConnectorRegistry(manifests.flat())

for (const { id, kind, environment: _, limits: __, ...keys } of config.sources) {
  const host = conformanceHost(id)
  const connector = registry.connect(kind, registry.manifest(kind)?.config.parse(keys), host)
  const call = { signal: AbortSignal.timeout(10_000), requestId: 'crawl' }
  const records = []
  for (const stream of registry.manifest(kind)?.streams ?? []) {
    for await (const batch of connector.crawl?.({ stream, mode: 'FULL', cursor: null }, call) ?? [])
      records.push(...batch.records)
  }
  process.stdout.write(`${JSON.stringify({ source: id, kind, state: host.state().state, records })}\n`)
  await connector.close()
  await host.close()
}

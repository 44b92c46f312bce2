import type { Connector } from '../../../../src/connector/contract.ts'
import type { ConnectorHost } from '../../../../src/connector/host.ts'
import { Fault } from '../../../../src/kernel/problem.ts'
import { referenceToken } from '../tool.ts'
import {
  connectorWith,
  fault,
  health,
  leakSocket,
  type MutationTable,
  manifestWith,
  probeFailingWith,
  signalOf,
  urlOf,
} from './mutation.ts'

/** Broken manifests and connections. */
export const generalMutations: MutationTable = {
  'the manifest is complete': [
    manifestWith({ id: 'Not An Id' }),
    manifestWith({ capabilities: [] }),
    manifestWith({ tool: { name: '', versions: '1' } }),
    manifestWith({ streams: ['models', 'models'] }),
    (subject) => ({ ...subject, manifest: Object.assign({}, subject.manifest, { contract: 2 }) }),
    (subject) => ({ ...subject, manifest: Object.assign({}, subject.manifest, { surelyNotAKey: 1 }) }),
  ],
  'the config accepts what is valid': [(subject) => ({ ...subject, config: { url: 1 } })],
  'the config refuses what is invalid': [
    (subject) => ({ ...subject, invalidConfigs: [{ name: 'a good one', config: subject.config }] }),
    (subject) => ({ ...subject, invalidConfigs: [] }),
  ],
  'the config refuses an unknown key': [
    (subject) => {
      const { config } = subject.manifest
      const { surelyNotAKey: _, ...lax } = { surelyNotAKey: 1, ...(subject.config as object) }
      // The parse ignores whatever it is given beside the keys it knows, as a schema that is not strict does.
      const safeParse = () => config.safeParse(lax)
      return manifestWith({ config: Object.assign(Object.create(config), { safeParse }) })(subject)
    },
  ],
  'the address shown to people holds no credential': [
    manifestWith({ describeUrl: () => 'http://user:pass@host/' }),
    manifestWith({ describeUrl: () => `http://host/?token=${referenceToken}` }),
  ],
  'the live members are those that the manifest declares': [
    manifestWith({ capabilities: ['MODEL_REGISTRY'], streams: ['models'] }),
    manifestWith({ streams: [] }),
    (subject) => {
      const connect = (config: unknown, host: ConnectorHost): Connector => {
        const { monitor: _, ...rest } = subject.manifest.connect(config, host)
        return rest
      }
      return manifestWith({ connect })(subject)
    },
  ],
  'connecting opens no connection': [
    connectorWith((_connector, host, subject) => {
      health(host, urlOf(subject)).catch(() => undefined)
      return {}
    }),
    connectorWith((_connector, _host, subject) => {
      leakSocket(urlOf(subject))
      return {}
    }),
  ],
  'the probe reaches the tool': [
    connectorWith(() => ({ probe: async () => ({ version: '1.0', detail: null }) })),
    connectorWith((connector) => ({ probe: async (call) => ({ ...(await connector.probe(call)), version: '' }) })),
  ],
  'a call whose caller gave up ends at once with UPSTREAM_TIMEOUT': [
    connectorWith((connector) => ({ probe: (call) => connector.probe({ ...call, signal: signalOf() }) })),
    connectorWith(() => ({ probe: () => new Promise(() => undefined) })),
    probeFailingWith((error) => (error instanceof Fault ? fault({ code: 'UPSTREAM_INVALID' }) : error)),
  ],
  'closing ends every socket': [
    connectorWith((connector, _host, subject) => ({
      async probe(call) {
        leakSocket(urlOf(subject))
        return connector.probe(call)
      },
    })),
  ],
}

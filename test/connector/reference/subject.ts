import { type ConformanceSubject, conformanceHost } from '../../../src/connector/conformance.ts'
import { versionNativeId } from '../../../src/connector/records.ts'
import { manifest } from './connector.ts'
import { type ReferenceTool, referenceToken } from './tool.ts'
import { files, lossHistory, world } from './world.ts'

const key = (nativeId: string) => ({ workspace: 'team', nativeId })
const runKey = (nativeId: string) => ({ ...key(nativeId), experimentId: 'e1' })
const keysOf = (stream: keyof typeof world) => world[stream].map((record) => key(record.nativeId))
const batchOf = (stream: keyof typeof world) => ({ present: keysOf(stream), missing: key('missing') })

/** The reference connector over a running tool, with everything that is in it. */
export function referenceSubject(tool: ReferenceTool): ConformanceSubject {
  const second = key(versionNativeId('fraud', '2'))
  return {
    manifest,
    config: { url: tool.url, token: referenceToken },
    invalidConfigs: [{ name: 'no address', config: { token: 't' } }],
    host: () => conformanceHost('reference'),
    secrets: [referenceToken],
    faults: tool,
    known: {
      workspaces: ['team'],
      streams: Object.fromEntries(Object.keys(world).map((stream) => [stream, keysOf(stream as keyof typeof world)])),
      modelRegistry: {
        models: batchOf('models'),
        versions: batchOf('versions'),
        versionsOf: { model: key('fraud'), versions: [second, key(versionNativeId('fraud', '1'))] },
        alias: { model: key('fraud'), alias: 'champion', version: second },
        versionsOfRun: { run: key('r2'), versions: [second, key(versionNativeId('price', '1'))] },
        described: { version: second, flavor: 'sklearn' },
        located: { version: second, uri: `${tool.url}/files` },
      },
      experimentTracker: {
        experiments: batchOf('experiments'),
        runs: { present: world.runs.map((run) => runKey(run.nativeId)), missing: runKey('missing') },
        loggedModels: batchOf('loggedModels'),
        run: { key: runKey('r1'), params: { depth: '3' }, metrics: { loss: 0.25 } },
        metricHistory: { run: key('r1'), key: 'loss', values: lossHistory },
        data: { workspace: 'team', name: 'wine', digest: 'd1', runs: [key('r2'), key('r3')] },
        children: { parent: runKey('r1'), runs: [key('r2'), key('r3')] },
      },
      effects: [
        {
          place: { kind: 'ALIAS', workspace: 'team', model: 'fraud', alias: 'next' },
          values: ['1', '2'],
          missing: { kind: 'ALIAS', workspace: 'team', model: 'missing', alias: 'next' },
        },
      ],
      datasetCatalogue: batchOf('datasets'),
      deploymentSystem: batchOf('deployments'),
      monitor: { deployment: 'live', signals: ['latency'] },
      artifactStore: {
        uri: `${tool.url}/files`,
        sameUris: [`${tool.url}/files/`, `${tool.url}/other/../files`],
        foreignUris: [
          `${tool.url}/filesystem`,
          `${tool.url}/files/../health`,
          'http://127.0.0.2/files',
          `${tool.url}/files?x=1`,
        ],
        files,
        file: 'data/model.bin',
        missing: 'data/none.bin',
        signedUrls: true,
      },
    },
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conformanceHost } from '../../src/connector/conformance.ts'
import { type ConnectorManifest, createConnectorRegistry, loadConnectorModule } from '../../src/connector/index.ts'
import { manifest } from './reference/connector.ts'

const config = () => manifest.config.parse({ url: 'http://127.0.0.1:9', token: 'token' })

describe('the registry', () => {
  test('connects what it knows, by kind', async () => {
    const registry = createConnectorRegistry([manifest])
    expect(registry.manifest('reference')?.tool.name).toBe('Reference')
    expect(registry.manifest('other')).toBeUndefined()
    const connector = registry.connect('reference', config(), conformanceHost())
    expect(connector.modelRegistry).toBeDefined()
    await connector.close()
  })

  test('refuses two connectors of one id', () => {
    expect(() => createConnectorRegistry([manifest, manifest])).toThrow('Two connectors have the id reference')
  })

  test('refuses a connector written for another version of the contract', () => {
    const later: ConnectorManifest = Object.assign({}, manifest, { contract: 7 })
    expect(() => createConnectorRegistry([later])).toThrow(
      'written for version 7 of the connector contract; this gateway speaks version 1',
    )
  })

  test('names every fault of a manifest at once', () => {
    const broken: ConnectorManifest = { ...manifest, id: 'No', capabilities: [], streams: ['runs'] }
    expect(() => createConnectorRegistry([broken])).toThrow(/id: .*; capabilities: /)
  })

  test('names connector and member when the live connector is not what its manifest declares', () => {
    const registry = createConnectorRegistry([{ ...manifest, capabilities: ['MODEL_REGISTRY'], streams: ['models'] }])
    expect(() => registry.connect('reference', config(), conformanceHost())).toThrow(
      /Connector reference has experimentTracker but does not declare EXPERIMENT_TRACKER/,
    )
  })

  test('names the connectors there are when asked for another', () => {
    expect(() => createConnectorRegistry([manifest]).connect('mlfow', {}, conformanceHost())).toThrow(
      'No connector has the id mlfow; there are reference',
    )
  })
})

describe('loading a third party', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'modelwarden-modules-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const good = `{ id: 'mine', contract: 1, tool: { name: 'Mine', versions: '*' }, capabilities: ['MONITOR'], streams: [],
    config: { safeParse: () => ({}) }, describeUrl: () => '', connect: () => ({}) }`

  async function load(source: string) {
    const name = `./connector-${Math.random().toString(36).slice(2)}.mjs`
    await writeFile(join(directory, name), source)
    return loadConnectorModule(name, directory)
  }

  test('one manifest, or several', async () => {
    expect((await load(`export const manifest = ${good}`)).map((each) => each.id)).toEqual(['mine'])
    expect(await load(`export const manifests = [${good}, ${good}]`)).toHaveLength(2)
  })

  test.each([
    [
      'a module that exports neither',
      'export const connector = 1',
      'exports neither "manifest" nor a list "manifests"',
    ],
    ['a module that exports an empty list', 'export const manifests = []', 'exports neither'],
    ['a module that throws', 'throw new Error("no luck")', 'cannot be loaded: no luck'],
    ['a manifest of another contract', 'export const manifest = { contract: 2 }', 'was written for version 2'],
    ['a manifest that is not one', 'export const manifest = { contract: 1, id: "x" }', 'has no usable manifest: '],
  ])('%s is refused with its reason', async (_name, source, reason) => {
    await expect(load(source)).rejects.toThrow(reason)
  })

  test.each(['./not-there.mjs', 'surely-not-an-installed-package'])('%s is refused by its name', async (specifier) => {
    await expect(loadConnectorModule(specifier, directory)).rejects.toThrow(
      `Connector module ${specifier} cannot be loaded`,
    )
  })
})

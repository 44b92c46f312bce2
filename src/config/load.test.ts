import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadConfig } from './load.ts'
import { ConfigError } from './problems.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function folderWith(yaml: string | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), 'modelwarden-config-'))
  folders.push(directory)
  if (yaml !== undefined) writeFileSync(join(directory, 'modelwarden.yaml'), yaml)
  return directory
}

function load(yaml: string | undefined, environment: Record<string, string> = {}) {
  return loadConfig(undefined, { environment, workingDirectory: folderWith(yaml) }).config
}

function problemsOf(yaml: string | undefined, environment: Record<string, string> = {}): string[] {
  try {
    load(yaml, environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1)
    throw error
  }
  return []
}

describe('loadConfig', () => {
  test('an empty file is a working configuration', () => {
    const config = load('')
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 4000 })
    expect(config.store.url).toBe('sqlite:.modelwarden/modelwarden.db')
    expect(config.environments.map((item) => item.name)).toEqual(['staging', 'production'])
  })

  test('every problem is reported at once, each with its path', () => {
    const problems = problemsOf(
      [
        'server: { port: 99999, colour: blue }',
        'store: { url: "mysql://x" }',
        'sources:',
        '  - { id: tracking, kind: mlflow, url: "${NOWHERE}" }',
        '  - { id: Tracking, kind: mlflow }',
      ].join('\n'),
    )
    const paths = problems.map((line) => line.trim().split(': ')[0])
    expect(paths.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
      'server.colour',
      'server.port',
      'sources[0].url',
      'sources[1].id',
      'store.url',
    ])
  })

  test('names that must be unique or must exist are checked', () => {
    const problems = problemsOf(
      [
        'sources:',
        '  - { id: a, kind: mlflow, environment: moon }',
        '  - { id: a, kind: mlflow }',
        'targets: [{ environment: staging, source: b, kind: ALIAS, ref: "models:/x@y" }]',
      ].join('\n'),
    )
    expect(problems.map((line) => line.trim().split(': ')[0])).toEqual([
      'sources[1].id',
      'sources[0].environment',
      'targets[0].source',
    ])
  })

  test('variables are expanded with defaults, and an empty one counts as not set', () => {
    const yaml = 'server: { host: "${HOST:-127.0.0.2}", publicUrl: "http://${NAME}:1" }'
    expect(load(yaml, { NAME: 'warden', HOST: '' }).server).toMatchObject({
      host: '127.0.0.2',
      publicUrl: 'http://warden:1',
    })
  })

  test('PostgreSQL without a secret is refused with what to do', () => {
    expect(problemsOf('store: { url: "postgres://u@h/d" }').join()).toContain('openssl rand')
  })

  test('a secret never appears when the configuration is printed', () => {
    const secret = 'correct-horse-battery-staple-correct-horse'
    const config = load(`server: { secret: "${secret}" }`)
    expect(JSON.stringify(config)).not.toContain(secret)
  })

  test('without a file, MLFLOW_TRACKING_URI makes one source with the credentials MLflow clients use', () => {
    const config = load(undefined, {
      MLFLOW_TRACKING_URI: 'http://127.0.0.1:5000',
      MLFLOW_TRACKING_USERNAME: 'ada',
      MLFLOW_TRACKING_PASSWORD: 'pw',
    })
    expect(config.sources).toEqual([
      { id: 'mlflow', kind: 'mlflow', url: 'http://127.0.0.1:5000', username: 'ada', password: 'pw' },
    ])
  })

  test('without a file and without MLFLOW_TRACKING_URI, the message says both ways out', () => {
    const message = problemsOf(undefined).join()
    expect(message).toContain('modelwarden init')
    expect(message).toContain('MLFLOW_TRACKING_URI')
  })

  test('broken YAML is one clear problem', () => {
    expect(problemsOf('server: [')).not.toEqual([])
  })
})

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

function wordsOf(yaml: string): string[] {
  return problemsOf(yaml).map((line) => line.trim())
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
      'sources[0].environment',
      'sources[1].id',
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
    expect(message).toContain('export MLFLOW_TRACKING_URI=')
    expect(message).toContain('MLFLOW_TRACKING_URI')
  })

  test('a problem is told in words, with what was meant and what stands there', () => {
    expect(
      wordsOf(
        [
          'server:',
          '  port: abc',
          '  prot: 1',
          '  host: 7',
          '  cors: [x]',
          'limits: { costPerRequest: 0, deadlineMs: null }',
          'log: { level: loud }',
          'environments: [{ name: "", rank: 1.5, protected: "yes" }]',
          'targets: here',
          'zebra: 1',
        ].join('\n'),
      ),
    ).toEqual([
      'server.port: must be a whole number from 0 to 65535, but is "abc"',
      'server.prot: unknown key "prot"; did you mean "port"?',
      'server.host: must be a text that is not empty; write it in quotes',
      'server.cors: must hold keys of its own, each with a value, but is a list',
      'limits.costPerRequest: must be a whole number of at least 1, but is 0',
      'limits.deadlineMs: is empty; give it a value, or leave the key out',
      'log.level: must be "debug", "info", "warn" or "error", but is "loud"',
      'environments[0].name: must be a text that is not empty',
      'environments[0].rank: must be a whole number, but is 1.5',
      'environments[0].protected: must be true or false, but is "yes"',
      'targets: must be a list, but is "here"',
      expect.stringMatching(/^zebra: unknown key "zebra"; known are server, store, /),
    ])
  })

  test('names are checked against each other while other parts are wrong, and a fault is not told twice', () => {
    expect(
      wordsOf(
        [
          'server: { port: abc }',
          'environments: [{ name: test, rank: 1 }, { name: test, rank: 2 }]',
          'sources: [{ id: a, kind: mlflow, environment: moon }, { kind: mlflow }]',
          'targets: [{ environment: mars, source: b, kind: ALIAS, ref: x }]',
        ].join('\n'),
      ),
    ).toEqual([
      'server.port: must be a whole number from 0 to 65535, but is "abc"',
      'environments[1].name: "test" is already used above; choose another',
      'sources[0].environment: no environment is called "moon"; known are test',
      'sources[1].id: is missing',
      'targets[0].environment: no environment is called "mars"; known are test',
    ])
  })

  test('what came from a variable is never shown, and what a text holds is not either', () => {
    const message = problemsOf(
      [
        'server: { port: "${PORT}", secret: hunter2-hunter2 }',
        'store: { url: "mysql://u:hunter2@h" }',
        'sources: [{ id: "${ID}", kind: mlflow }, { id: "${ID}", kind: mlflow, environment: "${ID}" }]',
      ].join('\n'),
      { PORT: 'hunter2', ID: 'hunter2' },
    ).join('\n')
    expect(message).not.toContain('hunter2')
    expect(message.match(/^ {2}[^:]+/gm)?.map((path) => path.trim())).toEqual([
      'server.port',
      'server.secret',
      'store.url',
      'sources[1].id',
      'sources[1].environment',
    ])
  })

  test('a number or a truth value may come from a variable', () => {
    const yaml = 'server: { port: ${PORT} }\nenvironments: [{ name: a, rank: "${RANK}", protected: "${SAFE}" }]'
    const quoted = yaml.replace('${PORT}', '"${PORT}"')
    const config = load(quoted, { PORT: '4321', RANK: '-1', SAFE: 'true' })
    expect(config.server.port).toBe(4321)
    expect(config.environments).toEqual([{ name: 'a', rank: -1, protected: true }])
  })

  test('a variable that is missing is one problem, whatever it stands for', () => {
    expect(
      wordsOf('server: { port: "${PORT}" }\nsources: [{ id: "${ID}", kind: mlflow, environment: "${WHERE}" }]').map(
        (line) => line.split(': ')[0],
      ),
    ).toEqual(['server.port', 'sources[0].id', 'sources[0].environment'])
  })

  test('a top-level key whose own keys are all commented out keeps its defaults', () => {
    expect(load('server:\n  # port: 1\nsources:\n').server.port).toBe(4000)
  })

  test('a folder in place of the file is told', () => {
    const directory = folderWith(undefined)
    expect(() => loadConfig('.', { environment: {}, workingDirectory: directory })).toThrow(/is a folder/)
  })
})

describe('a fault of the YAML text', () => {
  test.each([
    ['server: [', 'line 1, column 10'],
    ['server:\n  host: "x\n  port: 1\nstore: {}\n', 'line 3, column 10'],
    ['server: port: 1', 'line 1, column 9'],
    ['server:\n\tport: 1\n', 'line 2, column 1'],
    ['sources:\n  - id: x\n   kind: y\n', 'line 3, column 1'],
    ['server: { host: ${HOST} }', 'line 1, column 18'],
    ['server:\n  host: *nobody\n', 'line 2, column 9'],
    ['- a\nb: 1', 'line 2, column 1'],
    ['server: {}\nserver: {}', 'line 2, column 1'],
  ])('is one problem with its place: %j', (yaml, place) => {
    expect(wordsOf(yaml).map((line) => line.split(': ')[0])).toEqual([place])
  })

  test('does not hide what is wrong elsewhere, and quotes nothing of the text around it', () => {
    const words = wordsOf(
      [
        'log: { level: loud }',
        'environments:',
        '  - { name: test, rank: 1',
        'sources:',
        '  - id: a',
        '    kind: mlflow',
        '    environment: moon',
        '    token: "${NOWHERE}"',
        'store: { url: "hunter2 }',
        'targets: here',
      ].join('\n'),
    )
    expect(words.map((line) => line.split(': ')[0])).toEqual([
      'log.level',
      'line 3, column 26',
      'sources[0].token',
      'line 9, column 25',
      'targets',
    ])
    expect(words.join()).not.toContain('hunter2')
  })
})

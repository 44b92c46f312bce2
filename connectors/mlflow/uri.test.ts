import { describe, expect, test } from 'vitest'
import { normalisePath, parseIndirection, proxyPath, under } from './uri.ts'

const server = 'http://127.0.0.1:5000'

describe('an address that MLflow reports', () => {
  test.each([
    ['models:/fraud/3', { kind: 'VERSION', modelName: 'fraud', version: '3' }],
    ['models:/team/fraud/3', { kind: 'VERSION', modelName: 'team/fraud', version: '3' }],
    ['models:/m-1f/2', { kind: 'VERSION', modelName: 'm-1f', version: '2' }],
    [
      'models:/m-9c61634db629411f9667095e739b1837',
      { kind: 'LOGGED_MODEL', modelId: 'm-9c61634db629411f9667095e739b1837' },
    ],
    ['models:/fraud@champion', { kind: 'ALIAS', modelName: 'fraud', alias: 'champion' }],
    ['runs:/abc/model/a b', { kind: 'RUN', runId: 'abc', path: 'model/a b' }],
    ['runs:/abc', { kind: 'RUN', runId: 'abc', path: '' }],
  ])('%s is followed', (uri, expected) => {
    expect(parseIndirection(uri)).toEqual(expected)
  })

  test.each(['models:/fraud', 'models:/fraud/Production', 'models:/', 'runs:/', 'runs:/a/../../b', 's3://b/k', ''])(
    '%s names nothing to follow',
    (uri) => {
      expect(parseIndirection(uri)).toBeNull()
    },
  )
})

describe('a path of the artifact proxy', () => {
  test.each([
    ['mlflow-artifacts:/1/abc/artifacts', '1/abc/artifacts'],
    ['mlflow-artifacts:///1//abc/./x/', '1/abc/x'],
    ['mlflow-artifacts://127.0.0.1:5000/1/x', '1/x'],
    ['http://127.0.0.1:5000/api/2.0/mlflow-artifacts/artifacts/1/x', '1/x'],
    ['mlflow-artifacts:/1/größe ü', '1/größe ü'],
  ])('%s is this server’s', (uri, path) => {
    expect(proxyPath(uri, server)).toBe(path)
  })

  test.each([
    'mlflow-artifacts://elsewhere/1/x',
    'mlflow-artifacts:1/x',
    'mlflow-artifacts:/../x',
    'mlflow-artifacts:/a/%2e%2e/x',
    'mlflow-artifacts:/a\\..\\x',
    'mlflow-artifacts:/a\0',
    'mlflow-artifacts:/C:/windows',
    'http://127.0.0.1:5000.evil.example/api/2.0/mlflow-artifacts/artifacts/x',
    's3://models/x',
  ])('%s is not', (uri) => {
    expect(proxyPath(uri, server)).toBeNull()
  })

  test('names no place above its folder', () => {
    expect(['..', 'a/../..', '%2e%2e', 'a#b', 'a?b'].map(normalisePath)).toEqual([null, null, null, null, null])
  })
})

test('joining keeps one slash', () => {
  expect([under('s3://b/', 'x'), under('s3://b', ''), under('a/', 'b/c')]).toEqual(['s3://b/x', 's3://b', 'a/b/c'])
})

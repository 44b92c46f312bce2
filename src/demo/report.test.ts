import { expect, test } from 'vitest'
import { question } from './question.ts'
import { report } from './report.ts'

function printed(options: { readonly once?: boolean; readonly json?: boolean }, answer: unknown): string {
  const lines: string[] = []
  const output = { data: (line: string) => void lines.push(line), say: () => undefined }
  const principals = [{ name: 'admin', roles: ['administrator'], token: 'mw_x' }]
  const sources = [{ id: 'tracking', kind: 'mlflow', url: 'http://127.0.0.1:5000' }]
  report(
    { url: 'http://127.0.0.1:4000', principals, sources, question, answer },
    { ...options, initCommand: 'npm run modelwarden -- init' },
    output,
  )
  return lines.join('\n')
}

const nodes = Array.from({ length: 40 }, (_one, index) => ({
  id: `n${index}`,
  kind: 'RUN',
  name: `run ${index}`,
  source: 'tracking',
}))
const answer = {
  data: {
    modelVersion: {
      ref: 'models:/tumour-classifier/3',
      aliases: ['champion'],
      run: {
        name: 'steady-owl',
        params: nodes.map(({ id }) => ({ key: id, value: '1' })),
        metrics: nodes.map(({ id }) => ({ key: id, value: 0.987_654_321 })),
      },
      artifacts: {
        nodes: [{ path: 'MLmodel', sizeBytes: '10', location: { store: { name: 'lake', kind: 's3' } } }],
      },
      servedBy: [{ deployment: { ref: 'deployment:serving/tumour-classifier' }, state: 'READY', match: 'DIGEST' }],
    },
    lineage: {
      nodes,
      edges: nodes.slice(1).map(({ id }) => ({ from: 'n0', to: id, kind: 'INPUT_OF', confidence: 'DECLARED' })),
      complete: true,
      sources: [],
    },
  },
}

test('a large answer is printed within sixty lines, with where to ask, who may, and what to try next', () => {
  const text = printed({}, answer)
  expect(text.split('\n').length).toBeLessThanOrEqual(60)
  for (const part of [
    'models:/tumour-classifier/3 (champion)',
    'steady-owl, n0 0.9877',
    'MLmodel and more, in lake (s3)',
    'deployment:serving/tumour-classifier, READY, told by DIGEST',
    '40 objects, 39 links, complete',
    'and 31 more',
    'http://127.0.0.1:4000/graphql',
    'mw_x  administrator',
    'Try next',
    'npm run modelwarden -- init',
  ])
    expect(text).toContain(part)
})

test('with --json the whole answer is one line', () => {
  const text = printed({ json: true }, answer)
  expect(text.split('\n')).toHaveLength(1)
  expect(JSON.parse(text).answer).toEqual(answer)
})

test('an answer of another shape is not hidden', () => {
  expect(printed({ once: true }, { errors: ['odd'] })).toContain('odd')
})

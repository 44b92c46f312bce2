import { describe, expect, test } from 'vitest'
import { cast } from '../../../test/support/approval-world.ts'
import { candidate, champion, dataset, evidence, metric, run } from '../../../test/support/gate-run.ts'
import { knownPeople } from '../../../test/support/memory-approvals.ts'
import type { ReproduceRecipe } from '../../catalog/api.ts'
import type { MetricRecord } from '../../connector/records.ts'
import { Fault } from '../../kernel/problem.ts'
import type { Verdict } from '../types.ts'
import type { GateEvidence } from './evidence.ts'
import { createGates } from './registry.ts'

const measuring = (metrics: readonly MetricRecord[], rows = 100): Partial<GateEvidence> => ({
  measured: async () => ({ metrics, rows: [{ ...dataset, count: rows }] }),
})

const bothMeasuring = (mine: readonly MetricRecord[], theirs: readonly MetricRecord[]): Partial<GateEvidence> => ({
  measured: async ({ facts }) => ({ metrics: facts.uid === candidate.facts.uid ? mine : theirs, rows: [] }),
})

type Row = readonly [string, Readonly<Record<string, unknown>>, Partial<GateEvidence>, Verdict, string | null]

describe('metric-bar', () => {
  const asked = { metric: 'auc', bar: 0.9, dataset }
  const rows: readonly Row[] = [
    ['met', asked, measuring([metric('auc', 0.91)]), 'PASS', null],
    ['not met', asked, measuring([metric('auc', 0.89)]), 'FAIL', 'BELOW_BAR'],
    ['never measured', asked, measuring([]), 'FAIL', 'MISSING_EVIDENCE'],
    [
      'measured on other data',
      asked,
      measuring([metric('auc', 0.99, { datasetDigest: 'd2' })]),
      'FAIL',
      'MISSING_EVIDENCE',
    ],
    [
      'measured on data that no tool tells',
      asked,
      measuring([metric('auc', 0.99, { datasetName: null, datasetDigest: null })]),
      'FAIL',
      'MISSING_EVIDENCE',
    ],
    ['no number', asked, measuring([metric('auc', Number.NaN)]), 'FAIL', 'NOT_A_NUMBER'],
    [
      'the latest counts',
      asked,
      measuring([metric('auc', 0.99), metric('auc', 0.5, { recordedAt: 2 })]),
      'FAIL',
      'BELOW_BAR',
    ],
    ['less is better', { ...asked, direction: 'LOWER', bar: 0.1 }, measuring([metric('auc', 0.09)]), 'PASS', null],
    ['too few rows', { ...asked, minCount: 101 }, measuring([metric('auc', 0.91)]), 'FAIL', 'TOO_FEW_ROWS'],
    [
      'rows are unknown',
      { ...asked, minCount: 1 },
      { measured: async () => ({ metrics: [metric('auc', 0.91)], rows: [] }) },
      'FAIL',
      'MISSING_EVIDENCE',
    ],
  ]
  test.each(rows)('%s', async (_what, ...[params, given, verdict, reason]) => {
    const result = await run('metric-bar', params, { given })
    expect([result.verdict, result.reasons]).toEqual([verdict, reason === null ? [] : [reason]])
  })
})

describe('champion-comparison', () => {
  const asked = { metric: 'auc', dataset, margin: 0.1 }
  test.each([
    ['better by the margin, as people count', 0.3, 0.2, 'PASS'],
    ['not better by the margin', 0.29, 0.2, 'FAIL'],
    ['worse', 0.1, 0.2, 'FAIL'],
  ] as const)('%s', async (_what, mine, theirs, verdict) => {
    const given = bothMeasuring([metric('auc', mine)], [metric('auc', theirs)])
    expect((await run('champion-comparison', asked, { given, against: champion })).verdict).toBe(verdict)
  })

  test('on other data of the champion is no comparison', async () => {
    const given = bothMeasuring([metric('auc', 0.9)], [metric('auc', 0.1, { datasetDigest: 'd2' })])
    const result = await run('champion-comparison', asked, { given, against: champion })
    expect(result).toMatchObject({ verdict: 'FAIL', reasons: ['MISSING_EVIDENCE'] })
  })

  test('without a champion is not applicable, or against the baseline that the policy names', async () => {
    const given = measuring([metric('auc', 0.6)])
    expect((await run('champion-comparison', asked, { given })).verdict).toBe('NOT_APPLICABLE')
    expect((await run('champion-comparison', { ...asked, baseline: 0.7 }, { given })).verdict).toBe('FAIL')
  })
})

describe('slice-floor', () => {
  const asked = { pattern: 'acc/{slice}', floor: 0.8, dataset, countPattern: 'n/{slice}', minCount: 30 }
  const good = [metric('acc/north', 0.9), metric('n/north', 50), metric('acc/south', 0.85), metric('n/south', 40)]
  const rows: readonly Row[] = [
    ['every slice meets it', asked, measuring(good), 'PASS', null],
    [
      'one is below, however good the others',
      asked,
      measuring([...good, metric('acc/west', 0.2)]),
      'FAIL',
      'BELOW_FLOOR',
    ],
    [
      'one is too small to prove anything',
      asked,
      measuring([...good, metric('acc/west', 0.9), metric('n/west', 3)]),
      'INCONCLUSIVE',
      'TOO_FEW_ROWS',
    ],
    ['a named one is not there', { ...asked, slices: ['north', 'east'] }, measuring(good), 'FAIL', 'MISSING_EVIDENCE'],
    ['none was measured', asked, measuring([metric('acc', 0.9)]), 'FAIL', 'MISSING_EVIDENCE'],
  ]
  test.each(rows)('%s', async (_what, ...[params, given, verdict, reason]) => {
    const result = await run('slice-floor', params, { given })
    expect([result.verdict, result.reasons]).toEqual([verdict, reason === null ? [] : [reason]])
  })
})

describe('fairness', () => {
  const groups = ['f', 'm']
  const rates = (of: Readonly<Record<string, number>>) =>
    measuring(Object.entries(of).map(([key, value]) => metric(key, value)))
  const parity = { groups, dataset, selectionRate: 'sel/{group}' }
  const odds = { groups, dataset, truePositiveRate: 'tpr/{group}', falsePositiveRate: 'fpr/{group}' }
  const rows: readonly (readonly [string, Row[1], Readonly<Record<string, number>>, Verdict, number | null])[] = [
    [
      'difference of selection rates',
      { ...parity, metric: 'demographic_parity_difference', threshold: 0.1 },
      { 'sel/f': 0.3, 'sel/m': 0.5 },
      'FAIL',
      0.2,
    ],
    [
      'ratio of selection rates',
      { ...parity, metric: 'demographic_parity_ratio', threshold: 0.8 },
      { 'sel/f': 0.4, 'sel/m': 0.5 },
      'PASS',
      0.8,
    ],
    [
      'the larger gap of the odds',
      { ...odds, metric: 'equalized_odds_difference', threshold: 0.2 },
      { 'tpr/f': 0.9, 'tpr/m': 0.8, 'fpr/f': 0.1, 'fpr/m': 0.4 },
      'FAIL',
      0.3,
    ],
    [
      'nobody selected',
      { ...parity, metric: 'demographic_parity_ratio', threshold: 0.8 },
      { 'sel/f': 0, 'sel/m': 0 },
      'INCONCLUSIVE',
      null,
    ],
    [
      'a group without a rate',
      { ...parity, metric: 'demographic_parity_ratio', threshold: 0 },
      { 'sel/f': 0.4 },
      'FAIL',
      null,
    ],
    [
      'a rate that is none',
      { ...parity, metric: 'demographic_parity_difference', threshold: 1 },
      { 'sel/f': 0.4, 'sel/m': 40 },
      'FAIL',
      null,
    ],
  ]
  test.each(rows)('%s', async (_what, ...[params, given, verdict, value]) => {
    const result = await run('fairness', params, { given: rates(given) })
    expect(result.verdict).toBe(verdict)
    if (value === null) expect(result.value).toBeNull()
    else expect(result.value).toBeCloseTo(value, 9)
  })
})

describe('artifact-integrity', () => {
  test.each([
    ['the same bytes', candidate, 'PASS'],
    ['other bytes', { ...candidate, facts: { ...candidate.facts, artifactDigest: 'other' } }, 'FAIL'],
    ['bytes that cannot be read', { ...candidate, facts: { ...candidate.facts, artifactDigest: null } }, 'FAIL'],
    ['a version that is gone', null, 'FAIL'],
  ] as const)('%s', async (_what, now, verdict) => {
    expect((await run('artifact-integrity', {}, { given: { again: async () => now } })).verdict).toBe(verdict)
  })
})

describe('reproducibility', () => {
  const recipe = {
    run: { nativeId: 'r1' },
    codeCommit: 'c0ffee',
    parameters: [{ key: 'depth', value: '3' }],
    data: [{ digest: 'd1' }],
    environment: [{ path: 'requirements.txt', text: 'x==1' }],
    missing: [],
    assumptions: [],
    // Of a recipe the gate reads no more than this.
  } as unknown as ReproduceRecipe
  const unproven = { ...recipe, assumptions: [{ piece: 'CLEAN_CHECKOUT', message: 'unproven' }] } as const
  test.each([
    ['everything recorded', recipe, {}, 'PASS'],
    ['no commit', { ...recipe, missing: [{ piece: 'CODE_COMMIT', message: 'none' }] }, {}, 'FAIL'],
    ['data without a digest', { ...recipe, data: [{ digest: '' }] }, {}, 'FAIL'],
    ['no data', { ...recipe, data: [] }, {}, 'FAIL'],
    ['a checkout that nobody proves clean', unproven, {}, 'FAIL'],
    ['the same where the policy lets it pass', unproven, { unprovenCheckout: 'WARN' }, 'WARN'],
    ['no run at all', null, {}, 'FAIL'],
  ] as const)('%s', async (_what, given, params, verdict) => {
    const result = await run('reproducibility', params, {
      given: { recipe: async () => given as ReproduceRecipe | null },
    })
    expect(result.verdict).toBe(verdict)
  })
})

describe('ownership', () => {
  test.each([
    ['two people in the team', Object.values(cast), 'PASS'],
    ['one person in the team', [cast.ada], 'FAIL'],
    ['nobody known in the team', [cast.cy], 'WARN'],
  ] as const)('%s', async (_what, people, verdict) => {
    expect((await run('ownership', {}, { given: { people: async () => knownPeople(people) } })).verdict).toBe(verdict)
  })

  test('two names of one person are one person', async () => {
    const two = [cast.ada, { ...cast.ada, id: 'ada-too' }]
    const people = async () => knownPeople(two, { aliases: { 'mlflow:ada': ['ada', 'ada-too'] } })
    expect((await run('ownership', {}, { given: { people } })).verdict).toBe('FAIL')
  })

  test('a model of no team is not owned', async () => {
    const governed = async () => {
      const found = await evidence.governed(candidate)
      return found === null ? null : { ...found, team: null }
    }
    expect((await run('ownership', {}, { given: { governed } })).reasons).toEqual(['MISSING_EVIDENCE'])
  })
})

describe('change-window', () => {
  const work = { timeZone: 'Europe/Berlin', allow: [{ days: ['MON', 'TUE'], from: '09:00', to: '17:00' }] }
  const night = { timeZone: 'UTC', allow: [{ days: ['MON'], from: '22:00', to: '02:00' }] }
  test.each([
    ['open in winter time', work, '2026-11-23T08:00:00Z', 'PASS'],
    ['an hour earlier in summer time', work, '2026-07-06T07:00:00Z', 'PASS'],
    ['before it opens', work, '2026-11-23T07:59:00Z', 'FAIL'],
    ['at the very minute it closes', work, '2026-11-23T16:00:00Z', 'FAIL'],
    ['on another day', work, '2026-11-25T10:00:00Z', 'FAIL'],
    ['past midnight of the day it began', night, '2026-11-24T01:59:00Z', 'PASS'],
    ['past midnight of another day', night, '2026-11-23T01:59:00Z', 'FAIL'],
    [
      'a denied time within an allowed one',
      { ...work, deny: [{ from: '12:00', to: '13:00' }] },
      '2026-11-23T11:30:00Z',
      'FAIL',
    ],
    [
      'a freeze',
      { ...work, freezes: [{ from: '2026-11-20T00:00:00Z', to: '2026-12-01T00:00:00+01:00' }] },
      '2026-11-23T08:00:00Z',
      'FAIL',
    ],
    ['no window at all', { timeZone: 'UTC' }, '2026-11-23T03:00:00Z', 'PASS'],
  ] as const)('%s', async (_what, params, at, verdict) => {
    expect((await run('change-window', params, { now: Date.parse(at) })).verdict).toBe(verdict)
  })
})

describe('a gate', () => {
  test.each([
    ['metric-bar', { metric: 'auc', bar: 'high', dataset }],
    ['metric-bar', { metric: 'auc', bar: 1, dataset, bra: 2 }],
    ['metric-bar', { metric: 'auc', bar: 1 }],
    ['slice-floor', { pattern: 'acc', floor: 1, dataset }],
    ['slice-floor', { pattern: 'acc/{slice}', floor: 1, dataset, minCount: 3 }],
    ['fairness', { metric: 'four_fifths', groups: ['a', 'b'], dataset, threshold: 1, selectionRate: '{group}' }],
    ['change-window', { timeZone: 'Berlin' }],
    ['change-window', { timeZone: 'UTC', allow: [{ from: '9', to: '17:00' }] }],
    ['artifact-integrity', { lax: true }],
  ])(
    '%s says what is wrong with its parameters when a policy is published, and is an ERROR with them',
    async (name, params) => {
      expect(createGates(evidence).named(name)?.problemsOf(params)).not.toEqual([])
      expect(await run(name, params)).toMatchObject({ verdict: 'ERROR', reasons: ['BAD_PARAMETERS'] })
    },
  )

  test('that asks a tool which is down is an ERROR that says nothing of the tool, and so is one that is not there', async () => {
    const fault = new Fault({
      code: 'UPSTREAM_UNAVAILABLE',
      publicMessage: 'tracking is away',
      internalMessage: 'http://secret@host',
      retryable: true,
    })
    const given = { again: () => Promise.reject(fault) }
    const result = await run('artifact-integrity', {}, { given })
    expect(result).toMatchObject({ verdict: 'ERROR', reasons: ['UPSTREAM_UNAVAILABLE'] })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(await run('no-such-gate', {})).toMatchObject({ verdict: 'ERROR', reasons: ['UNKNOWN_GATE'] })
  })

  test('has the same digest of inputs for the same evidence, and another for other evidence', async () => {
    const asked = { metric: 'auc', bar: 0.9, dataset }
    const of = async (value: number) =>
      (await run('metric-bar', asked, { given: measuring([metric('auc', value)]) })).inputsDigest
    expect(await of(0.91)).toBe(await of(0.91))
    expect(await of(0.91)).not.toBe(await of(0.92))
  })

  test('of a team stands beside those of the package, and may not take the name of one', () => {
    const own = { name: 'own', description: '', problemsOf: () => [], run: () => Promise.reject(new Error('unused')) }
    expect(createGates(evidence, [own]).named('own')).toBe(own)
    expect(() => createGates(evidence, [{ ...own, name: 'fairness' }])).toThrow('two gates')
  })
})

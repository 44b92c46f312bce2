import { expect, test } from 'vitest'
import { systemActor } from '../kernel/actor.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { eventText, toEvent } from './event.ts'
import { impersonalText } from './impersonal.ts'
import { parseEvent } from './verify-log.ts'

const token = `mw_${'a'.repeat(43)}`
const place = { origin: 'test/decisions', sequence: 1, now: 0, actorId: 'p', onBehalfOf: null, reasonCommitment: null }

test.each([
  'ada@example.org',
  'the model of ada@example.org',
  token,
  `x ${token}`,
  'https://ada:secret@tool.example/x',
])('nothing of %s is in an event, wherever it was written', (text) => {
  const event = toEvent(
    {
      type: 'gov.grant.denied.v1',
      actor: { ...systemActor, requestId: text },
      action: 'grant:create',
      resource: { type: 'Team', id: text },
      decision: 'DENY',
      details: { team: text, list: ['kept', text], deep: { scopeId: text }, count: 2 },
    },
    place,
  )
  expect(eventText(event)).not.toContain(text)
  expect(event).toMatchObject({
    subject: 'Team/(withheld)',
    data: { details: { list: ['kept', '(withheld)'], count: 2 }, requestId: '(withheld)' },
  })
})

test.each(['models:/fraud-detector@champion', 'git@git.example:x', 'team a', '019a-77'])('%s is kept', (text) => {
  expect(impersonalText(text)).toBe(text)
})

test.each([
  ['half a character', '\uD800x'],
  ['nothing but zeros', 'a\0b'],
  ['a number beyond safety', 1e21],
  ['the smallest', 5e-324],
  ['minus nothing', -0],
  ['a key that is not one', { __proto__: null, constructor: 'x', '': 1 }],
])('%s in the details still makes an event that is its own canonical text', (_what, value) => {
  const details = { value: value as string | number }
  const draft = { type: 'gov.grant.denied.v1', actor: systemActor, action: 'a:b', decision: 'DENY', details } as const
  const text = eventText(toEvent({ ...draft, resource: { type: 'T', id: '\uDC00' } }, place))
  expect(parseEvent(text)).toBeDefined()
  expect(text.isWellFormed() && !text.includes('\\u0000')).toBe(true)
  expect(canonicalJson(JSON.parse(text))).toBe(text)
})

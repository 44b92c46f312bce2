import { z } from 'zod'
import { personsOf } from '../persons.ts'
import type { Gate } from '../ports.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'

const params = z.strictObject({
  /** People that the team must have, where it is known who is in it. */
  minPeople: z.int().min(1).max(20).default(2),
})

/** A team answers for the model, with people enough that one may be away. */
export function ownership(evidence: Pick<GateEvidence, 'governed' | 'people'>): Gate {
  return defineGate({
    name: 'ownership',
    description: 'The model names the team that owns it, and at least two people are in that team.',
    params,
    async run({ subject }, { minPeople }) {
      const team = (await evidence.governed(subject))?.team ?? null
      if (team === null)
        return missingEvidence('The model names no team that owns it. Set the tag that names the team.', { team })
      const known = await evidence.people()
      const persons = personsOf(known)
      const members = known.principals.filter(({ kind, teams }) => kind === 'USER' && teams.includes(team))
      const count = new Set(members.map(({ id }) => persons.of(id))).size
      const facts = {
        value: count,
        threshold: minPeople,
        unit: 'people',
        observed: [{ name: 'team', value: null, text: team }],
        inputs: { team, count },
      }
      if (count === 0) {
        const explanation = `The team ${team} owns it; who is in that team is not known here.`
        return found({ ...facts, verdict: 'WARN', reasons: ['TEAM_UNKNOWN'], explanation })
      }
      const isEnough = count >= minPeople
      const explanation = `The team ${team} owns it; ${count} of its people ${count === 1 ? 'is' : 'are'} known here, and ${minPeople} are asked for.`
      return found({
        ...facts,
        verdict: isEnough ? 'PASS' : 'FAIL',
        reasons: isEnough ? [] : ['TOO_FEW_PEOPLE'],
        explanation,
      })
    },
  })
}

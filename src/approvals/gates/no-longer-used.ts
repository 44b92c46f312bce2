import { z } from 'zod'
import { defineGate, found } from './define-gate.ts'

/** Name of the gate that every retirement is asked, whatever the policies say. */
export const noLongerUsedGate = 'no-longer-used'

/** It is about a moment: a minute later it is asked again. */
const heldMs = 60_000

/**
 * Nothing needs a version that is to be retired. It says of what kind a use is and never names it: who sees the version need
 * not see who uses it. Being about the moment, it is asked again right before the version is retired, and nobody is excepted.
 */
export const noLongerUsed = defineGate({
  name: noLongerUsedGate,
  description: 'No target stands for the version, no server serves it and nobody who is known uses it.',
  isAboutMoment: true,
  params: z.strictObject({}),
  async run({ action, uses = [], now, subject }) {
    const kinds = [...new Set(uses.map(({ kind }) => kind))].toSorted()
    const inputs = { version: subject.facts.uid, action, kinds }
    const expiresAt = now + heldMs
    if (action !== 'RETIRE')
      return found({ verdict: 'NOT_APPLICABLE', explanation: 'Nothing is to be retired.', inputs, expiresAt })
    if (kinds.length === 0)
      return found({ verdict: 'PASS', explanation: 'Nothing that is known uses the version.', inputs, expiresAt })
    const explanation = `The version is used still: ${kinds.map((kind) => words[kind]).join(', ')}.`
    return found({ verdict: 'FAIL', reasons: ['STILL_USED'], explanation, inputs, expiresAt })
  },
})

const words = {
  ALIAS: 'a target stands for it',
  DEPLOYMENT: 'a server serves it',
  CONSUMER: 'somebody is registered as using it',
} as const

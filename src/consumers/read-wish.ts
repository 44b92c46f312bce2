import { hasEmailAddress } from '../kernel/email-address.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { ConsumerFacts } from './types.ts'

const nameCharsMax = 200
const textCharsMax = 200

/** Checks what somebody says of a consumer. Refuses with BAD_USER_INPUT. Pure. */
export function readWish(wish: ConsumerFacts): Outcome<ConsumerFacts> {
  const name = wish.name.normalize('NFC').trim()
  if (name === '' || name.length > nameCharsMax || !isOneLine(name))
    return refuseField('name', `\`name\` must be one line of 1 to ${nameCharsMax} characters.`)
  // Names are seen by everybody who sees the object.
  if (hasEmailAddress(name)) return refuseField('name', 'An e-mail address belongs into `contact`, not into `name`.')
  const texts = { ownerTeam: textOf(wish.ownerTeam), contact: textOf(wish.contact), endpoint: textOf(wish.endpoint) }
  for (const [field, text] of Object.entries(texts))
    if (text !== null && (text.length > textCharsMax || !isOneLine(text)))
      return refuseField(field, `\`${field}\` must be one line of at most ${textCharsMax} characters.`)
  if (texts.ownerTeam !== null && hasEmailAddress(texts.ownerTeam))
    return refuseField('ownerTeam', 'An e-mail address belongs into `contact`, not into `ownerTeam`.')
  return succeed({ ...wish, name, ...texts })
}

function textOf(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** Control characters and halves of characters would be another text once they are stored. */
function isOneLine(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text)
}

function refuseField(field: string, message: string) {
  return refuse(problem('BAD_USER_INPUT', message, { field: ['input', field] }))
}

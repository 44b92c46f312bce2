import type { EffectPlace } from '../connector/effects.ts'

/** A place in a tool, in words. */
export function placeName(place: EffectPlace): string {
  switch (place.kind) {
    case 'ALIAS':
      return `alias ${place.alias} of ${place.model}`
    case 'VERSION_TAG':
      return `tag ${place.key} of ${place.model} version ${place.version}`
    case 'STAGED_FILES':
      return `files of ${place.model} version ${place.version} for deployment ${place.deployment}`
    case 'RELEASED_FILES':
      return `release of ${place.model} version ${place.version}`
    case 'SERVED_SETTINGS':
      return `settings of deployment ${place.deployment}`
    case 'SERVED_MODEL':
      return `model of deployment ${place.deployment}`
    case 'SERVED_ANSWER':
      return `answer of deployment ${place.deployment}`
  }
}

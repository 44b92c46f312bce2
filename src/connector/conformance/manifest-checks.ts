import { checkMembers } from '../live-members.ts'
import { checkManifest } from '../manifest-shape.ts'
import { type ConformanceCheck, ConformanceError, configOf, demand, withSession } from './check.ts'
import type { ConformanceSubject } from './subject.ts'

/** What can be told from the manifest, and from connecting, without calling the tool. */
export function manifestChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const { manifest } = subject
  return [
    { name: 'the manifest is complete', run: async () => asDemand(() => checkManifest(manifest, 'The connector')) },
    { name: 'the config accepts what is valid', run: async () => void configOf(subject) },
    { name: 'the config refuses what is invalid', run: async () => demandRefusals(subject) },
    { name: 'the config refuses an unknown key', run: async () => demandStrictness(subject) },
    { name: 'the address shown to people holds no credential', run: async () => demandBareUrl(subject) },
    {
      name: 'the live members are those that the manifest declares',
      run: () => withSession(subject, async ({ connector }) => asDemand(() => checkMembers(manifest, connector))),
    },
  ]
}

function asDemand(verify: () => void): void {
  try {
    verify()
  } catch (error) {
    throw new ConformanceError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function demandRefusals({ manifest, invalidConfigs }: ConformanceSubject): void {
  demand(invalidConfigs.length > 0, 'The subject must name at least one config that has to be refused.')
  for (const invalid of invalidConfigs) {
    demand(!manifest.config.safeParse(invalid.config).success, `The config schema must refuse: ${invalid.name}.`)
  }
}

function demandStrictness({ manifest, config }: ConformanceSubject): void {
  demand(typeof config === 'object' && config !== null, 'A config must be an object.')
  const parsed = manifest.config.safeParse({ ...config, surelyNotAKey: 1 })
  demand(
    !parsed.success,
    'The config schema must be strict: a key it does not know is a mistake in the file, and must be refused.',
  )
}

function demandBareUrl(subject: ConformanceSubject): void {
  const url = subject.manifest.describeUrl(configOf(subject))
  demand(typeof url === 'string', 'describeUrl must give text.')
  const hasSecret = subject.secrets?.some((secret) => url.includes(secret)) ?? false
  demand(!hasSecret && !/\/\/[^/]*@/.test(url), 'describeUrl is shown to people and must hold no credential.')
}

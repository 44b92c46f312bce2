import { health, type MutationTable, memberWith, present, reversed, seconds, unique, urlOf } from './mutation.ts'

const order = 'answered in the order asked, null for what is missing'

/** Broken model registries. */
export const registryMutations: MutationTable = {
  [`MODEL_REGISTRY: models are ${order}`]: [
    memberWith('modelRegistry', (member) => ({
      models: async (keys, call) => reversed(await member.models(keys, call)),
    })),
    memberWith('modelRegistry', (member) => ({
      models: async (keys, call) => present(await member.models(keys, call)),
    })),
    memberWith('modelRegistry', (member) => ({ models: (keys, call) => member.models(unique(keys), call) })),
  ],
  [`MODEL_REGISTRY: versions are ${order}`]: [
    memberWith('modelRegistry', (member) => ({
      versions: async (keys, call) => reversed(await member.versions(keys, call)),
    })),
    memberWith('modelRegistry', (member) => ({
      versions: async (keys, call) => present(await member.versions(keys, call)),
    })),
    memberWith('modelRegistry', (member) => ({ versions: (keys, call) => member.versions(unique(keys), call) })),
  ],
  'MODEL_REGISTRY: asking for nothing makes no call': [
    memberWith('modelRegistry', (_member, host, subject) => ({
      versionsOfRuns: async () => (await health(host, urlOf(subject)), []),
    })),
  ],
  'MODEL_REGISTRY: records read by key are well-formed': [
    memberWith('modelRegistry', (member) => ({
      models: async (keys, call) => seconds(await member.models(keys, call)),
    })),
    memberWith('modelRegistry', (member) => ({
      versions: async (keys, call) => seconds(await member.versions(keys, call)),
    })),
  ],
  'MODEL_REGISTRY: the versions of a model come newest first': [
    memberWith('modelRegistry', (member) => ({
      versionsOf: async (model, call) => reversed(await member.versionsOf(model, call)),
    })),
    memberWith('modelRegistry', (member) => ({
      versionsOf: async (model, call) => (await member.versionsOf(model, call)).slice(1),
    })),
  ],
  'MODEL_REGISTRY: an alias leads to its version': [
    memberWith('modelRegistry', () => ({ versionByAlias: async () => null })),
    memberWith('modelRegistry', (member) => ({
      models: async (keys, call) => (await member.models(keys, call)).map((each) => each && { ...each, aliases: [] }),
    })),
  ],
  'MODEL_REGISTRY: an alias that is not set leads to null': [
    memberWith('modelRegistry', (member) => ({
      versionByAlias: (model, _alias, call) => member.versionByAlias(model, 'champion', call),
    })),
  ],
  'MODEL_REGISTRY: the files of a version are located': [
    memberWith('modelRegistry', () => ({ locate: async (version) => version.sourceUri })),
  ],
  'MODEL_REGISTRY: the versions that a run made are found': [
    memberWith('modelRegistry', (member) => ({
      versionsOfRuns: async (runs, call) => (await member.versionsOfRuns(runs, call)).slice(1),
    })),
  ],
  'MODEL_REGISTRY: a description names the flavours': [
    memberWith('modelRegistry', () => ({ describe: async () => null })),
  ],
}

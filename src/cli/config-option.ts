import { Option } from 'commander'
import { type LoadedConfig, loadStoreConfig, ownCommand, processSurroundings } from '../config/index.ts'

/** The option every command that reads the configuration has. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'configuration file (default: modelwarden.yaml in this folder)')
}

/** What {@link configOption} gives. */
export interface ConfigOption {
  readonly config?: string
}

/** Loads what {@link configOption} names, for a command that needs the store alone. */
export function storeConfigured(options: ConfigOption): LoadedConfig {
  return loadStoreConfig(options.config, processSurroundings())
}

/** Loads what {@link configOption} names, checked as a whole. */
export async function configured(options: ConfigOption): Promise<LoadedConfig> {
  const { loadWholeConfig } = await import('../compose.ts')
  return loadWholeConfig(options.config, processSurroundings())
}

/** A command to type next, for a person: as it works here, and on the same configuration. */
export function nextCommand(args: readonly string[], { config }: ConfigOption = {}): string {
  return ownCommand(config === undefined ? args : [...args, '--config', config], processSurroundings())
}

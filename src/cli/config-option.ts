import { Option } from 'commander'
import { type LoadedConfig, loadConfig, processSurroundings } from '../config/index.ts'

/** The option every command that reads the configuration has. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'configuration file (default: modelwarden.yaml in this folder)')
}

/** Loads what {@link configOption} names. */
export function configured(options: { readonly config?: string }): LoadedConfig {
  return loadConfig(options.config, processSurroundings())
}

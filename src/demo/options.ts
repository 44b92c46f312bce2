/** What the demo is asked. */
export interface DemoOptions {
  readonly once?: boolean
  readonly port?: number
  readonly data?: string
  readonly json?: boolean
  /** What to type to write a configuration for tools of one's own. */
  readonly initCommand: string
}

/** Where the demo writes. */
export interface DemoOutput {
  data(line: string): void
  say(line: string): void
}

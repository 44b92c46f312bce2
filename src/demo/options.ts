/** What the demo is asked. */
export interface DemoOptions {
  readonly once?: boolean
  readonly port?: number
  readonly data?: string
  readonly json?: boolean
}

/** Where the demo writes. */
export interface DemoOutput {
  data(line: string): void
  say(line: string): void
}

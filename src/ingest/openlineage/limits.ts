/** The most that one event, and one batch of them, may hold. Bytes are counted after inflating. */
export const eventLimits = {
  eventBytesMax: 5 * 1_048_576,
  batchBytesMax: 20 * 1_048_576,
  batchEventsMax: 1_000,
  /** Nesting of the JSON; the deepest facet of the specification needs eight. */
  depthMax: 64,
  /** Inputs, and outputs. A query over some thousand partitions names its table, not them. */
  datasetsMax: 1_000,
  /** Facets of one thing. */
  facetsMax: 200,
  /** Columns of one schema, and columns of one column lineage. */
  columnsMax: 5_000,
  /** Edges between columns of one dataset. */
  columnEdgesMax: 20_000,
  /** Owners, tags and other names of one thing. */
  listMax: 100,
  namespaceLengthMax: 512,
  nameLengthMax: 2_048,
  runIdLengthMax: 256,
  /** Names of columns, keys of tags and the like. */
  wordLengthMax: 1_024,
  /** What is longer of a description or an error is cut. */
  textLengthMax: 4_000,
  /** Clocks of senders run ahead by less. */
  futureMsMax: 5 * 60_000,
} as const

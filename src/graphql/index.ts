export type * from './access-service.ts'
export { answerType } from './answer-type.ts'
export { type KeptAnswer, keepAnswer } from './answers/kept-answer.ts'
export { createKeptAnswers, type KeptAnswers, type Made } from './answers/kept-answers.ts'
export { AnswerRecording } from './answers/recording.ts'
export type * from './audit-service.ts'
export type { GraphContext } from './context.ts'
export { createContext } from './context.ts'
export type { CursorCodec } from './cursor.ts'
export { createCursorCodec } from './cursor.ts'
export { startRequestDeadline } from './deadline.ts'
export { errorIdOf } from './errors.ts'
export type { ObserveRequest } from './plugins/use-status.ts'
export { costTold, entryPoints, retryAfterSeconds } from './rate-limit.ts'
export { createSchema, readSchemaText } from './schema.ts'
export type * from './services.ts'
export { startApollo } from './start-apollo.ts'
export type { ChangeLog } from './streams/change-log.ts'
export { followLog } from './streams/follow-log.ts'
export {
  type OpenedStream,
  openStream,
  type StreamListener,
  type StreamRequest,
  type StreamResult,
} from './streams/run-stream.ts'
export type { AuditPlace, StreamLogs } from './streams/stream-part.ts'
export type * from './token-service.ts'

import fc from 'fast-check'

// In CI a change is judged by the same worlds each time, so that what turns red is the change; everywhere else they are new.
if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_121 })

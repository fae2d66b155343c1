import { config } from 'zod/mini'

// Pages run no code that is made of text: a schema that tried would be refused, and reported, by their policy.
if ('document' in globalThis) config({ jitless: true })

export * from 'zod/mini'

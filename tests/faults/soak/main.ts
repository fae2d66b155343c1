import { growthOf, MEASURES, quarterMedian } from './growth.ts'
import { soak } from './soak.ts'

/*
 * npm run soak [minutes]: a day of people on a real server; ten minutes unless told otherwise. SOAK_SEED draws the
 * same choices again, though not the same timing.
 */
const minutes = Number(process.argv[2] ?? 10)
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1e9)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

say(`SOAK_SEED=${seed}, ${minutes} minutes`)
const { samples, counts, problems } = await soak({
  minutes,
  people: 50,
  documents: 100,
  seed,
  onSample: (sample) => say(JSON.stringify(sample)),
})
say(JSON.stringify(counts))
for (const measure of MEASURES) {
  const quarters = [1, 2, 3, 4].map((quarter) => quarterMedian(samples, measure, quarter))
  say(`${measure.padEnd(8)} by quarter of the time: ${quarters.join('  ')}`)
}
say(growthOf(samples).length === 0 ? 'nothing grew' : 'something grew')
for (const problem of problems) say(`PROBLEM ${problem}`)
// clients that were killed leave timers behind
process.exit(problems.length === 0 ? 0 : 1)

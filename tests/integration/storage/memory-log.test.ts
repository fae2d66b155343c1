import { MemoryLog, memoryMedium } from '../../memory-log.ts'
import { updateLogContract } from './update-log-contract.ts'

updateLogContract('the log in memory', () => {
  const medium = memoryMedium()
  return { open: async () => new MemoryLog(medium), remove: async () => medium.shelves.clear() }
})

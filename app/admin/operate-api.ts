import { roomPeople, toldAll } from '../../lib/operate-schema.ts'
import { anything as nothing } from '../../lib/shape.ts'
import { request } from '../request.ts'

const room = (document: string): string => `/api/operate/rooms/${document}`

export const getRoomPeople = (document: string) => request('GET', room(document), undefined, roomPeople)
export const closeRoom = (document: string) => request('POST', `${room(document)}/close`, {}, nothing)
export const banFromRoom = (document: string, userId: string) =>
  request('PUT', `${room(document)}/bans`, { userId }, nothing)
export const tellEverybody = (text: string) => request('POST', '/api/operate/notice', { text }, toldAll)

/** Changes of access. `known` says whether it is known whom they were about; `ends` whether the link has an end. */
export const audit = {
  created: '{actor} created this document',
  granted:
    '{actor} lets {known, select, yes {{whom}} other {somebody}} {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}',
  removed: '{actor} removed {known, select, yes {{whom}} other {somebody}}',
  left: '{actor} left',
  invited:
    '{actor} invited {known, select, yes {{whom}} other {somebody}} to {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}',
  uninvited: '{actor} withdrew the invitation of {known, select, yes {{whom}} other {somebody}}',
  joined:
    '{actor} accepted an invitation to {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}',
  linkOff: '{actor} turned the link off',
  link: '{actor} lets anyone with the link {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}{ends, select, yes {, until {end}} other {}}{password, select, set {, with a new password} removed {, without a password} other {}}',
  opened:
    '{actor} came by the link to {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}',
  requested:
    '{actor} asked to {role, select, owner {own} editor {edit} commenter {comment} viewer {view} other {open it}}',
  refused: '{actor} declined the request of {known, select, yes {{whom}} other {somebody}}',
  banned: '{actor} banned {known, select, yes {{whom}} other {somebody}}',
  unbanned: '{actor} lifted the ban of {known, select, yes {{whom}} other {somebody}}',
  transferred: '{actor} made {known, select, yes {{whom}} other {somebody}} the owner',
  closed: '{actor} closed this document for a moment, to run the server',
  chatCleared: '{actor} cleared the chat',
  chatOn: '{actor} switched the chat on',
  chatOff: '{actor} switched the chat off',
  trashed: '{actor} put this document into the trash',
} as const

// The floor that planning many members is held against: reads the file whole with a fast CSV parser, one SHA-256 a row, into a Set.
import {hash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {inferSchema, initParser} from 'udsv'

const text = readFileSync(process.argv[2], 'utf8')
const rows = initParser(inferSchema(text)).stringArrs(text)
const people = new Set()
for (const [address] of rows) people.add(hash('sha256', address, 'hex'))
console.log(people.size)

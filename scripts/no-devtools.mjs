// ink asks for its developer tools only when DEV is set, which the bundle never is.
export default undefined

// Loaded before the program (`--import`): its wall clock is an hour ahead, as if somebody had come back after lunch. Nothing else is touched.
const now = Date.now.bind(Date)
Date.now = () => now() + 3_600_000

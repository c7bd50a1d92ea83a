package stair

// MaxLevel is the level of a stored sample that stands for 1, the largest of 8 bits: level k
// stands for the value k/MaxLevel.
const MaxLevel = 255

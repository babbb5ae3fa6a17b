package terms

// irregular brings irregular forms to the word that they are forms of, which
// no stemmer knows: "led" is lead, and "children" is child.
var irregular = lines(`
say said
lead led
find found
hold held
make made
take took taken
tell told
go went gone
give gave given
come came
know knew known
see saw seen
begin began begun
win won
lose lost
meet met
pay paid
send sent
build built
buy bought
sell sold
teach taught
think thought
bring brought
write wrote written
speak spoke spoken
break broke broken
choose chose chosen
fall fell fallen
grow grew grown
rise rose risen
draw drew drawn
fly flew flown
fight fought
catch caught
leave left
keep kept
feel felt
deal dealt
mean meant
hear heard
stand stood
understand understood
become became
run ran
sit sat
spend spent
strike struck stricken
steal stole stolen
swear swore sworn
throw threw thrown
wear wore worn
shoot shot
seek sought
sink sank sunk
feed fed
flee fled
sleep slept
lend lent
hide hid hidden
eat ate eaten
drive drove driven
forget forgot forgotten
freeze froze frozen
bear born borne
die died dying
lie lied lying
tie tied tying
child children
man men
woman women
foot feet
tooth teeth
mouse mice
life lives
wife wives
half halves
leaf leaves
knife knives
thief thieves
crisis crises
basis bases
analysis analyses
`)

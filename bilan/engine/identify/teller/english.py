"""English words that tell who somebody is, what became of them and when; see `vocabulary`."""

# One's own people: with « ma », « my » before, they are the teller's.
KIN = """
mother father mum mom dad mummy daddy parents husband wife spouse partner boyfriend girlfriend brother
sister brothers sisters son daughter sons daughters kids children child baby babies twins grandmother
grandfather grandma grandpa grandparents uncle aunt cousin cousins nephew niece family in-laws grandchildren
grandson granddaughter ancestors stepmother stepfather toddler siblings sibling nan granny firstborn moms
dads mums
"""
# Persons by sex and age.
PERSONS = """
man woman men women boy girl boys girls lady ladies guy guys gentleman lad lass person people adult adults
teenager teenagers teen youngster youth senior pensioner pensioners millennial eldest youngest orphan twin
female male
"""
# What one is to the state, to work in general, to the family and to the calendar.
STANDING = """
married divorced separated widow widower widowed single engaged pregnant maternity paternity leave retired
retirement pension unemployed redundancy age aged old years year born birth nationality origin descent
heritage roots accent skin religion faith believer citizen citizenship passport immigrant immigrants migrant
migrants refugee refugees asylum foreigner foreign native teens twenties thirties forties fifties sixties
seventies birthday generation school college university student leaver graduate laid fired sacked redundant
unemployment job jobs career graduated education class working-class illness ill sick health disability
disabled bullying racism prejudice discrimination visa border borders mourning bereaved background black
white ethnic minority mother-tongue expat expatriate overseas abroad homeland hometown
"""
# What becomes of somebody: to be, to have, to come, to go, to live, to be called, to feel, to lose.
BECOMING = """
am is are was were be been being m re ve s d ll t have has had having don’ didn’ wasn’ weren’ isn’ doesn’
haven’ can’ couldn’ won’ wouldn’ come comes came coming grew grow grown live lives lived living left leave
leaving go goes went gone moved move stay stayed became become lost die died passed turn turned turning feel
felt feeling get gets got getting name want wanted need needed know knew known seem seemed can could may
might must shall should will would fled flee arrived arrive settle settled raised bred brought took taken
takes fell fallen ended finished stopped continued forgot forgotten chose chosen choose accepted refused
gained acquired met meet hope hoped hoping wish wished dreamed dreamt imagine imagined regret loved love
hated missed suffered happened happens hired laid off migrated emigrated immigrated travelled crossed joined
graduated retire retiring ageing aging
"""
# When, where and how much, how it was, and the words of a story about itself.
AROUND = """
but if when where why how then else ever whenever wherever unless day days week weeks month months morning
evening yesterday today tomorrow time times moment period spring summer autumn winter january february march
april june july august september october november december monday tuesday wednesday thursday friday saturday
sunday always never often sometimes already still now soon almost nearly about around long late early mid
since during after before until till later once ago just only really quite very too so such here there away
back again well good great bad nice new young younger older old oldest big small hard easy simple true sure
glad happy sad proud alone single last first next other another recent former every each several few lot
lots many much more most less some any all both half own little bit because although though while than into
onto over under near through without within against between among hello hi hey dear thanks thank sorry
pleased yes no not nothing something everything thing things life story world chance dream end start
beginning begin began started it’ that’ there’ let’ let honest honestly frankly sincerely say said see saw
believe think thought remember try tried town city village country countryside region north south east west
suburb suburbs neighbourhood island myself himself herself ourselves i you he she they us him her one ones
who whom whose short brief quick slow fast cold warm fine place places way ways path road reason reasons
idea ideas point points question answer problem problems fact facts case side sense seriously barely hardly
recently currently lately finally luckily unfortunately obviously probably maybe perhaps certainly
absolutely totally completely quickly slowly suddenly somehow somewhere anywhere elsewhere nowhere
everywhere home house flat street streets plus whole planned flies went keep kept keeps
"""
NUMBERS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
"""
# Words about the telling, which say nothing alone: « je raconte mon parcours », « let me explain ».
TALK = """
explain tell introduce describe summarise summarize present
"""
TOLD = """
job work career experience background
"""
# What the teller's own people do for a living, in no detail.
LIVELIHOOD = """
works worked working work
"""
# What is not the teller: a clause of which one of these is the subject tells no deed of theirs.
FATE = """
time life nothing nobody fate luck
"""

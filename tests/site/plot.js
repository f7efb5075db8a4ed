// The contest that is played: its rulebook, its roll, and how everybody votes.
export const id = "allotments";
export const logName = "mock.example/allotments-2027";

/** What everybody is asked at sign-in, beside the code. */
export const question = "The number on your plot card, such as K-10-417";

export const rulebook = `format = "hustings-rulebook/1"
title = "Leader of the Allotment Society"
organisation = "The Allotment Society (which does not exist)"
time_zone = "Europe/London"
returning_officer = "the secretary"

[source]
document = "written for a test"
clauses = "not known"

[[post]]
id = "leader"
title = "Leader"
seats = 1

[[post]]
id = "treasurer"
title = "Treasurer"
seats = 1

[[body]]
id = "plot-holders"
title = "Plot holders"
register = { count = 42 }

[[stage]]
id = "nominations"
title = "Nominations by plot holders"
nominators = ["plot-holders"]
window = { opens = 2027-02-01, closes = 2027-02-20T17:00:00 }
released_when = "candidate-withdraws"
gate = { number = 2, of = "plot-holders" }

[roll]
freeze = 2027-02-25T17:00:00
smallest_reported_section = 10

[paper]
order = "alphabetical"
preferences = "optional"

[ballot]
means = ["online"]
window = { opens = 2027-03-01T09:00:00, closes = 2027-03-20T12:00:00 }
second_factor = "${question}"
trustees = { server = true, threshold = 2, of = 3 }

[count]
rule = { name = "av", majority_of = "continuing" }
sections = "pooled"
ties = ["earlier-stages", "lots"]

[look]
colour = "#7a1f2b"
languages = ["en", "cy"]
`;

/** No candidate can have the nominations of more plot holders than there are. */
export const mistaken = rulebook.replace("number = 2,", "number = 43,");

/** Who stands, in the order of the paper. */
export const candidates = {
  leader: { ash: "Ada Ash", birch: "Bo Birch", cedar: "Cy Cedar", elder: "Eve Elder", hazel: "Hal Hazel" },
  treasurer: { elm: "Di Elm", fir: "Ed Fir" },
};
/** Who stood, and withdrew. */
export const withdrawn = { dogwood: "Dee Dogwood" };

const firstNames = "Ann Bea Cal Dot Eve Fay Gus Hal Ida Joy Kit Lou Meg Ned Oda Pat Quin Ray Sal Tom Una Vic Wyn Zoe".split(" ");

/** Forty-two electors, of whom the last two do not vote. */
export const electors = Array.from({ length: 42 }, (_, index) => {
  const name = `${firstNames[index % firstNames.length]} Example${index < firstNames.length ? "" : " the Younger"}`;
  const number = `P${101 + index}`;
  return { number, name, email: `${number.toLowerCase()}@example.org`, plot: `Plot ${index + 1}`, card: `K-${20 + index}-${307 + 11 * index}` };
});
export const voters = electors.slice(0, 40);

const row = ({ number, name, email, plot, card, channel = "online" }) => `${number},${name},${channel},${email},${plot},2020-01-01,${card}`;

/** A card whose number is too short for an answer. */
export const shortCard = "K-9";

/** As the membership exports it: three rows that cannot stand, and one person in it twice. */
export const roll = [
  "elector,name,channel,email,address,joined,answer",
  ...electors.map(row),
  row({ ...electors[7], number: "P208" }),
  row({ number: "P301", name: "Abe Nobody", email: "abe.example.org", plot: "Plot 61", card: "K-81-900" }),
  row({ number: "P302", name: "Amy Nobody", email: "amy@example.org", plot: "Plot 62", card: "K-82-901", channel: "fax" }),
  row({ number: "P303", name: "Art Nobody", email: "art@example.org", plot: "Plot 63", card: shortCard }),
].join("\n");
export const twice = { keeps: "P108", other: "P208" };

const leader = Object.values(candidates.leader);
const [elm, fir] = Object.values(candidates.treasurer);
const order = (...places) => places.map((place) => leader[place]);
const some = (number, ranking) => Array.from({ length: number }, () => ranking);

/** Nobody has a majority at once; Elder, Hazel and Cedar are excluded, and Ash, who leads all along, is overtaken. */
const rankings = [
  ...some(13, order(0)),
  ...some(11, order(1, 2)),
  ...some(8, order(2, 1)),
  ...some(2, order(3, 4, 1)),
  ...some(1, order(3, 0)),
  ...some(3, order(4, 1, 0, 2, 3)),
  ...some(1, order(4, 0)),
  [],
];

/** How each votes: the lists of names, most preferred first. For the treasurer it is a tie. */
export const votes = voters.map(({ number }, index) => ({
  number,
  // The rankings are dealt out, so that neighbours vote differently.
  leader: rankings[(index * 7) % 40],
  treasurer: index % 10 > 7 ? [] : index % 2 === 0 ? [elm] : [fir, elm],
}));

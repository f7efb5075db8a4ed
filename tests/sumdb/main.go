// What Go's packages for transparency logs make of the same entries, keys and notes: one JSON request on stdin, one
// answer on stdout. The packages are those of Go's checksum database; only cosignatures, which they lack, are written here, from
// C2SP tlog-cosignature.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A range of a proof: entry and size, or old and new size; and our proof, to be checked.
type proof struct {
	From, Size int64
	Ours       []string
}

type request struct {
	Entries       [][]byte
	Sizes         []int64
	Inclusions    []proof
	Consistencies []proof
	Growths       [][2]int64
	// A text to sign with these private keys.
	Text string
	Keys []string
	// A checkpoint to cosign as well: the witness's name, seed and time.
	Witness struct {
		Name string
		Seed []byte
		Time uint64
	}
	// Notes to open with these public keys, of logs (type 1) and witnesses (type 4).
	Notes     [][]byte
	Verifiers []string
}

type tile struct {
	Path  string
	Bytes []byte
}

type opened struct {
	Text    string
	By      []string
	Refused string
}

type answer struct {
	Roots         []string
	Inclusions    [][]string
	Consistencies [][]string
	// Why our proofs are refused, empty where they are not.
	Refused []string
	Growths [][]tile
	Note    string
	Opened  []opened
}

func main() {
	var asked request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	var given answer
	given.tree(&asked)
	given.sign(&asked)
	given.open(&asked)
	if err := json.NewEncoder(os.Stdout).Encode(given); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func must[T any](value T, err error) T {
	if err != nil {
		fail(err)
	}
	return value
}

func (given *answer) tree(asked *request) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	var leaves []tlog.Hash
	for number, entry := range asked.Entries {
		leaf := tlog.RecordHash(entry)
		leaves = append(leaves, leaf)
		stored = append(stored, must(tlog.StoredHashesForRecordHash(int64(number), leaf, reader))...)
	}
	root := func(size int64) tlog.Hash {
		return must(tlog.TreeHash(size, reader))
	}
	for _, size := range asked.Sizes {
		given.Roots = append(given.Roots, root(size).String())
	}
	for _, of := range asked.Inclusions {
		given.Inclusions = append(given.Inclusions, texts(must(tlog.ProveRecord(of.Size, of.From, reader))))
		given.check(tlog.CheckRecord(hashes(of.Ours), of.Size, root(of.Size), of.From, leaves[of.From]))
	}
	for _, of := range asked.Consistencies {
		given.Consistencies = append(given.Consistencies, texts(must(tlog.ProveTree(of.Size, of.From, reader))))
		given.check(tlog.CheckTree(hashes(of.Ours), of.Size, root(of.Size), of.From, root(of.From)))
	}
	for _, growth := range asked.Growths {
		tiles := []tile{}
		named := tlog.NewTiles(8, growth[0], growth[1])
		for number, of := range named {
			// It names each width that a tile passes through, and tiles that stay as they were.
			narrower := number+1 < len(named) && named[number+1].L == of.L && named[number+1].N == of.N
			stays := growth[0]>>(8*of.L) >= of.N<<8+int64(of.W)
			if narrower || stays {
				continue
			}
			// Go's paths name the height of tiles, which C2SP's leave out.
			path := strings.Replace(of.Path(), "tile/8/", "tile/", 1)
			tiles = append(tiles, tile{path, must(tlog.ReadTileData(of, reader))})
		}
		given.Growths = append(given.Growths, tiles)
	}
}

func (given *answer) check(err error) {
	refused := ""
	if err != nil {
		refused = err.Error()
	}
	given.Refused = append(given.Refused, refused)
}

func texts(hashes []tlog.Hash) []string {
	texts := []string{}
	for _, hash := range hashes {
		texts = append(texts, hash.String())
	}
	return texts
}

func hashes(texts []string) []tlog.Hash {
	var hashes []tlog.Hash
	for _, text := range texts {
		hashes = append(hashes, must(tlog.ParseHash(text)))
	}
	return hashes
}

func (given *answer) sign(asked *request) {
	if asked.Text == "" {
		return
	}
	var signers []note.Signer
	for _, key := range asked.Keys {
		signers = append(signers, must(note.NewSigner(key)))
	}
	if of := asked.Witness; of.Name != "" {
		private := ed25519.NewKeyFromSeed(of.Seed)
		public := private.Public().(ed25519.PublicKey)
		signers = append(signers, &witness{of.Name, public, private, of.Time})
	}
	given.Note = string(must(note.Sign(&note.Note{Text: asked.Text}, signers...)))
}

func (given *answer) open(asked *request) {
	var verifiers []note.Verifier
	for _, key := range asked.Verifiers {
		verifiers = append(verifiers, verifier(key))
	}
	for _, text := range asked.Notes {
		read, err := note.Open(text, note.VerifierList(verifiers...))
		if err != nil {
			given.Opened = append(given.Opened, opened{Refused: err.Error()})
			continue
		}
		by := []string{}
		for _, signature := range read.Sigs {
			by = append(by, signature.Name)
		}
		given.Opened = append(given.Opened, opened{Text: read.Text, By: by})
	}
}

func verifier(text string) note.Verifier {
	parts := strings.SplitN(text, "+", 3)
	key := must(base64.StdEncoding.DecodeString(parts[2]))
	if key[0] == cosignature {
		return &witness{name: parts[0], public: key[1:]}
	}
	return must(note.NewVerifier(text))
}

const cosignature = 4

// A signer and verifier of cosignatures.
type witness struct {
	name    string
	public  ed25519.PublicKey
	private ed25519.PrivateKey
	time    uint64
}

func (w *witness) Name() string { return w.name }

func (w *witness) KeyHash() uint32 {
	digest := sha256.Sum256(append([]byte(w.name+"\n\x04"), w.public...))
	return binary.BigEndian.Uint32(digest[:])
}

func cosigned(time uint64, text []byte) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
}

func (w *witness) Sign(text []byte) ([]byte, error) {
	var signature bytes.Buffer
	binary.Write(&signature, binary.BigEndian, w.time)
	signature.Write(ed25519.Sign(w.private, cosigned(w.time, text)))
	return signature.Bytes(), nil
}

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.public, cosigned(time, text), signature[8:])
}

import Testing

@testable import Discovery

@Suite struct SearchWordsTests {
    @Test(arguments: [
        ("Databricks", ["Databricks"]), ("  monthly   users ", ["monthly", "users"]),
        ("account.name", ["account", "name"]), ("dau_per_mau", ["dau", "per", "mau"]),
        ("\"a\" OR b*", ["a", "OR", "b"]),
        ("", []), ("-- ; '", []), ("Zürich 東京", ["Zürich", "東京"]),
    ])
    func `text is cut at everything that is neither letter nor digit`(_ text: String, _ words: [String]) {
        #expect(SearchWords(text).words == words)
    }

    @Test func `a search of any length has ten words of sixty-four characters at most`() {
        let words = SearchWords(Array(repeating: String(repeating: "x", count: 200), count: 40).joined(separator: " "))
        #expect(words.words.count == 10)
        #expect(words.words.allSatisfy { $0.count == 64 })
    }

    @Test func `what the index is asked is quoted`() {
        #expect(SearchWords("near(a b)").match == "\"near\" * \"a\" * \"b\" *")
    }
}

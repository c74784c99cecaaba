import Testing

@testable import ModelCheck

@Suite struct EngineMessageTests {
    @Test func `the line of the statement and its mark are taken apart from the sentence`() {
        let message = EngineMessage(
            """
            Binder Error: Referenced column "totl" not found in FROM clause!
            Candidate bindings: "total", "id"

            LINE 1: SELECT totl FROM orders
                           ^
            """)
        #expect(message.sentence == "Binder Error: Referenced column \"totl\" not found in FROM clause!")
        #expect(message.suggestion == "total")
        #expect(message.excerpt?.text == "SELECT totl FROM orders")
        #expect(message.excerpt?.mark == 7)
    }

    @Test func `PostgreSQL's hint is the suggestion`() {
        let message = EngineMessage(
            "column orders.totl does not exist\nHINT: Perhaps you meant to reference the column \"orders.total\".")
        #expect(message.sentence == "column orders.totl does not exist")
        #expect(message.suggestion == "orders.total")
        #expect(message.excerpt == nil)
    }

    @Test func `names that are far from the wrong one are no suggestion`() {
        let message = EngineMessage(
            "Binder Error: Table \"orders\" does not have a column named \"made\"\n\nCandidate bindings: : \"id\"")
        #expect(message.suggestion == nil)
        #expect(message.sentence == "Binder Error: Table \"orders\" does not have a column named \"made\"")
        let function = EngineMessage(
            "Binder Error: No function matches 'sum(VARCHAR)'.\n\tCandidate functions:\n\tsum(DOUBLE) -> DOUBLE")
        #expect(function.suggestion == nil)
    }

    @Test func `a sentence alone stays as it is`() {
        let message = EngineMessage("Parser Error: syntax error at or near \"FROM\"")
        #expect(message.sentence == "Parser Error: syntax error at or near \"FROM\"")
        #expect(message.suggestion == nil)
    }
}

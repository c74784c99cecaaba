import QueryCompiler
import Testing

/// Fields, joins and explores behind access grants do not exist for whom they are not meant.
@Suite struct AccessGrantTests {
    private static let model =
        Shop.views + """
            access_grant: finance { user_attribute: team allowed_values: ["finance", "board"] }
            view: +orders {
              dimension: margin { required_access_grants: [finance] type: number sql: ${amount} / 10 ;; }
              dimension: margin_range { type: tier tiers: [2] sql: ${margin} ;; }
            }
            explore: orders {
              join: payments {
                relationship: one_to_many
                required_access_grants: [finance]
                sql_on: ${orders.id} = ${payments.order_id} ;;
              }
            }
            explore: payments { required_access_grants: [finance] }
            """

    @Test(arguments: ["orders.margin", "orders.margin_range", "payments.total"])
    func `a field behind a grant is unknown without it, and there with it`(_ field: String) async throws {
        for attributes in [[:], ["team": "sales"], ["team": "finance "], ["desk": "finance"]] {
            let error = compileError(
                ask([field], of: "orders"), on: Self.model, context: testContext(attributes: attributes))
            #expect(error?.code == .unknownField)
            #expect(error?.suggestion != field)
        }
        let filter = ask(["orders.count"], where: [field: "1"])
        #expect(compileError(filter, on: Self.model)?.code == .unknownField)
        try await withBench(Self.model, tables: Shop.tables, attributes: ["team": "board"]) { bench async throws in
            #expect(try await !bench.rows(ask([field], of: "orders")).isEmpty)
        }
    }

    @Test func `an explore behind a grant is unknown without it`() {
        #expect(compileError(ask(["payments.count"]), on: Self.model)?.code == .unknownExplore)
    }
}

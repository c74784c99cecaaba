import FrontDoor
import JSON
import LookML
import Presentation
import QueryCompiler
import QueryRunner
import SemanticModel
import Testing

@testable import QueryDesk

/// Orders under a rule for rows, and a branch that counts them otherwise and has one rule less.
@Suite struct BranchesTests {
    private static let branch = ProjectResolver.resolve(
        name: "house",
        files: [
            SourceFile(
                path: "house.model.lkml",
                text: """
                    connection: "house"
                    view: orders {
                      sql_table_name: orders ;;
                      dimension: level { type: number sql: ${TABLE}.level ;; }
                      dimension: tenant { type: string sql: ${TABLE}.tenant ;; }
                      measure: count { type: sum sql: 2 ;; }
                    }
                    explore: ruled_0 {
                      view_name: orders
                      access_filter: { field: orders.tenant user_attribute: tenant }
                    }
                    """)
        ])
    /// Every value that a rule of the house can ask for.
    private static let everything = ["tenant": "t0,t1,t2,t3", "region": "r0,r1,r2", "level": "0,1,2"]
    private static let developing: Set<String> = ["access_data", "explore", "develop", "see_sql"]

    private func count(_ house: RuledHouse, for caller: Caller) async throws -> String {
        let body = try QueryBody(["model": "house", "view": "ruled_0", "fields": ["orders.count"]])
        let bytes = try await house.desk.answer(body, as: .json, RunOptions(), for: caller, origin: QueryOrigin(.query))
            .collect(upTo: 1 << 20)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a branch answers its developer, and what it answers reaches nobody else`() async throws {
        var random = DeskRandom(seed: 7)
        let house = try await RuledHouse(random: &random)
        house.live.keep(Self.branch, asBranchOf: "ada")
        var developer = house.caller(Self.everything, permissions: Self.developing)
        let reader = house.caller(Self.everything, permissions: Self.developing)
        developer.branchOwner = "ada"
        for _ in 0..<2 {
            #expect(try await count(house, for: developer).contains("480"))
            #expect(try await count(house, for: reader).contains("240"))
        }
    }

    @Test func `rules for rows hold on a branch`() async throws {
        var random = DeskRandom(seed: 7)
        let house = try await RuledHouse(random: &random)
        house.live.keep(Self.branch, asBranchOf: "ada")
        var developer = house.caller(["tenant": "t1"], permissions: Self.developing)
        developer.branchOwner = "ada"
        #expect(try await count(house, for: developer).contains("120"))
        developer = house.caller([:], permissions: Self.developing)
        developer.branchOwner = "ada"
        #expect(try await !count(house, for: developer).contains("480"))
    }
}

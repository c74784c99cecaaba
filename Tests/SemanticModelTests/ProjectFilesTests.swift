import Testing

@testable import SemanticModel

@Suite struct ProjectFilesTests {
    @Test func `a file leads to the explores that show something of it`() {
        let shop = project([
            "shop.model.lkml": """
            include: "views/*"
            include: "explores/*"
            explore: users { join: orders { sql_on: ${users.id} = ${orders.user_id} ;; relationship: one_to_many } }
            explore: orders {}
            """,
            "explores/stock.explore.lkml": "explore: stock {}",
            "views/orders.view.lkml": "view: orders { dimension: id {} dimension: user_id {} }",
            "views/users.view.lkml": "view: users { dimension: id {} }",
            "views/stock.view.lkml": "view: stock { dimension: id {} }",
            "views/more.view.lkml": "view: +stock { dimension: place {} }",
        ])
        func explores(_ path: String) -> [String] { shop.explores(showing: path).map(\.name) }
        #expect(explores("views/orders.view.lkml") == ["orders", "users"])
        #expect(explores("views/users.view.lkml") == ["users"])
        #expect(explores("views/more.view.lkml") == ["stock"])
        #expect(explores("explores/stock.explore.lkml") == ["stock"])
        #expect(explores("shop.model.lkml") == ["users", "orders"])
        #expect(explores("manifest.lkml") == [])
    }
}

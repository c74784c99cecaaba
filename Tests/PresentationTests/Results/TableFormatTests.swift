import Presentation
import QueryCompiler
import QueryRunner
import SemanticModel
import Testing

@Suite struct TableFormatTests {
    private func csv(_ answer: QueryAnswer, tabs: Bool = false, formatted: Bool = false) -> String {
        String(
            decoding: DelimitedText(answer.query, tabSeparated: tabs, formatted: formatted).document(answer),
            as: UTF8.self)
    }

    @Test func `csv has labels and rows, raw or formatted, no totals, and no formulas`() async throws {
        let answer = try await AnswerFixture.flat()
        #expect(csv(answer) == "T Country,T City,T Revenue\nIT,Rome,1002.50\nIT,,4.00\nNO,'=1+1,8.00\n")
        #expect(
            csv(answer, tabs: true, formatted: true)
                == "T Country\tT City\tT Revenue\nIT\tRome\t1,002.50\nIT\t\t4.00\nNO\t'=1+1\t8.00\n")
        #expect(csv(answer, formatted: true).contains("IT,Rome,\"1,002.50\"\n"))
    }

    @Test func `pivoted csv has the pivot values over their columns and row calculations at the end`() async throws {
        let best = AnswerFixture.measure("best", label: "Best")
        let share = AnswerFixture.measure("double", label: "Double")
        let answer = try await AnswerFixture.pivoted(calculations: [
            (best, "max(pivot_row(${t.revenue}))"), (share, "${t.revenue} * 2"),
        ])
        #expect(
            csv(answer) == """
                ,new,new,paid,paid,
                T Country,T Revenue,Double,T Revenue,Double,Best
                IT,1000.50,2001,6.00,12,1000.5
                NO,8.00,16,,,8

                """)
    }

    @Test func `pivot values of a csv are raw where its cells are`() async throws {
        let query = AnswerFixture.query(
            "SELECT 'a' AS x, '2024-04' AS q, 1 AS n",
            [
                AnswerFixture.dimension("x", label: "X"), AnswerFixture.quarter("q", label: "Q"),
                AnswerFixture.measure("n", label: "N"),
            ], pivots: ["q"])
        let answer = try await AnswerFixture.answer(query)
        #expect(csv(answer) == ",2024-04\nX,N\na,1\n")
        #expect(csv(answer, formatted: true) == ",2024-Q2\nX,N\na,1\n")
    }

    @Test func `the terminal's table has subtotals behind their groups and totals under a rule`() async throws {
        #expect(
            TextTable(try await AnswerFixture.flat()).text == """
                T Country  T City    T Revenue
                ─────────  ────────  ─────────
                IT         Rome       1,002.50
                IT         ∅              4.00
                IT         Subtotal   1,006.50
                NO         =1+1           8.00
                NO         Subtotal       8.00
                ─────────  ────────  ─────────
                Total                 1,014.50

                """)
    }

    @Test func `the terminal's pivoted table has row totals and their total`() async throws {
        #expect(
            TextTable(try await AnswerFixture.pivoted()).text == """
                                 new       paid  Row Total
                T Country  T Revenue  T Revenue  T Revenue
                ─────────  ─────────  ─────────  ─────────
                IT          1,000.50       6.00   1,006.50
                NO              8.00                  8.00
                ─────────  ─────────  ─────────  ─────────
                Total       1,008.50       6.00   1,014.50

                """)
    }

    @Test func `no rows are said to be none`() async throws {
        let query = AnswerFixture.query(
            "SELECT 'a' AS x WHERE false", [AnswerFixture.dimension("x", label: "X")])
        #expect(TextTable(try await AnswerFixture.answer(query)).text == "X\n─\nNo rows.\n")
    }

    @Test func `html is escaped`() async throws {
        let query = AnswerFixture.query(
            "SELECT '<script>alert(\"1\")</script> & more' AS x, 1234.5 AS n",
            [AnswerFixture.dimension("x", label: "A <b>"), AnswerFixture.revenue])
        let html = MarkupTable.html(try await AnswerFixture.answer(query))
        #expect(html.contains("<th>A &lt;b&gt;</th><th class=\"number\">T Revenue</th>"))
        #expect(
            html.contains(
                "<tr><td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</td>"
                    + "<td class=\"number\">1,234.50</td></tr>"))
        #expect(!html.contains("<script"))
    }

    @Test func `markdown is one table, whatever is in the cells`() async throws {
        let query = AnswerFixture.query(
            "SELECT 'a|b' || chr(10) || '*c*' AS x, 1234.5 AS n",
            [AnswerFixture.dimension("x", label: "X"), AnswerFixture.revenue])
        #expect(
            MarkupTable.markdown(try await AnswerFixture.answer(query))
                == "| X | T Revenue |\n| --- | ---: |\n| a\\|b \\*c\\* | 1,234.50 |\n")
        #expect(
            MarkupTable.markdown(try await AnswerFixture.pivoted()) == """
                | T Country | new / T Revenue | paid / T Revenue | Row Total / T Revenue |
                | --- | ---: | ---: | ---: |
                | IT | 1,000.50 | 6.00 | 1,006.50 |
                | NO | 8.00 |  | 8.00 |
                | **Total** | **1,008.50** | **6.00** | **1,014.50** |

                """)
    }
}

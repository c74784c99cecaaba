internal import SQL
internal import Warehouse

/// Brings `revenue_project` of the events that are stored in line with the project's currency and the rates of now.
///
/// Events without a currency have the amount that was sent whatever the settings say, so that only the others are read.
struct StoredAmounts {
    let currency: ProjectCurrency
    let warehouse: any Warehouse

    /// - Returns: How many events had another amount; `nil` if the rates are not known, so that all stay as they are.
    func follow() async throws -> Int? {
        guard currency.rates != nil else { return nil }
        let count = try await warehouse.rows(statement("SELECT count(*) FROM amounts AS a WHERE \(Self.isOther)"))
            .firstInteger
        guard let count, count > 0 else { return 0 }
        try await warehouse.execute(
            statement(
                """
                UPDATE main.events SET revenue_project = a.amount FROM amounts AS a
                WHERE events.seq = a.seq AND \(Self.isOther)
                """))
        return Int(count)
    }

    private static let isOther = "a.amount IS DISTINCT FROM a.stored"

    /// A statement on `amounts`: what is stored of each event in a currency, and what it is worth, as
    /// ``ExchangeRates/converted(_:from:on:)`` works it out. DuckDB rounds decimals half away from zero, too.
    private func statement(_ sql: String) -> Statement {
        Statement(
            """
            WITH lines AS (SELECT unnest(string_split(?, chr(10))) AS line),
            rates AS (
                SELECT CAST(split_part(line, ' ', 1) AS DATE) AS day, split_part(line, ' ', 2) AS currency,
                    CAST(split_part(line, ' ', 3) AS DECIMAL(20, 12)) AS rate
                FROM lines WHERE line <> ''
            ),
            sent AS (
                SELECT seq, day, upper(currency) AS currency, revenue, revenue_project AS stored
                FROM main.events WHERE currency IS NOT NULL
            ),
            amounts AS (
                SELECT s.seq, s.stored, CASE WHEN s.currency = ? THEN s.revenue
                    ELSE TRY_CAST(round(s.revenue * r.rate, 6) AS DECIMAL(18, 6)) END AS amount
                FROM sent AS s ASOF LEFT JOIN rates AS r ON s.currency = r.currency AND s.day >= r.day
            )
            \(sql)
            """, parameters: [.text(lines), .text(currency.code ?? "")], label: "landing: amounts",
            timeLimit: .seconds(3_600))
    }

    /// `2026-03-01 JPY 0.006500000000`, one line for each rate.
    private var lines: String {
        guard currency.code != nil, let rates = currency.rates else { return "" }
        return rates.rates.flatMap { currency, rates in
            rates.map { rate in
                let (whole, rest) = rate.value.quotientAndRemainder(dividingBy: ExchangeRates.one)
                let fraction = CivilText.padded(Int64(clamping: rest), 12)
                return "\(CivilText.date(days: Int64(rate.day))) \(currency) \(whole).\(fraction)"
            }
        }.joined(separator: "\n")
    }
}

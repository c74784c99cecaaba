internal import SQL
import Warehouse

extension PeopleRemoval {
    /// Takes people out of the cohorts in which they are kept, while merges still say who is one of them.
    /// - Parameter people: All numbers of theirs.
    /// - Returns: In how many cohorts each was, in all: whoever has several user ids has a row for each.
    func removeMembers(_ people: SQLValue) async throws -> Int {
        let members = "main.cohort_member AS c LEFT JOIN main.merges AS m ON m.old = c.uid"
        let count = try await rows(
            """
            SELECT count(*) FROM (
                SELECT DISTINCT c.cohort, coalesce(m.canonical, c.uid) FROM \(members) WHERE \(PeopleList.has("c.uid"))) AS g
            """, [people]
        ).firstInteger
        let cohorts = try await texts(
            "SELECT DISTINCT cohort FROM main.cohort_member WHERE \(PeopleList.has("uid"))", [people])
        try await execute("DELETE FROM main.cohort_member WHERE \(PeopleList.has("uid"))", [people])
        try await execute(
            """
            UPDATE main.cohort AS k SET size = g.people FROM (
                SELECT w.name, count(DISTINCT coalesce(m.canonical, c.uid)) AS people
                FROM (SELECT unnest(from_json(?, '["VARCHAR"]')) AS name) AS w
                LEFT JOIN main.cohort_member AS c ON c.cohort = w.name LEFT JOIN main.merges AS m ON m.old = c.uid
                GROUP BY 1) AS g
            WHERE g.name = k.cohort
            """, [Self.list(texts: cohorts)])
        return Int(count ?? 0)
    }
}

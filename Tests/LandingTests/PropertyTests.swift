import Landing
import Testing

@Suite struct PropertyTests {
    @Test func `each event holds the properties as they were after it`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(
            """
            [{"type":"a","user":"amy","ops":{"plan":"free","n":2,"tags":["a"]}},
             {"type":"$identify","user":"amy","ops":{"$set":{"plan":"pro"},"$setOnce":{"plan":"x","first":"z"},
                "$add":{"n":3},"$postInsert":{"tags":"a"},"$append":{"tags":"b"},"$unset":{"old":"-"}}}]
            """)
        try await fixture.loader.loadAll()
        try await fixture.send(#"[{"type":"a","user":"amy","time":1772000000000}]"#)
        try await fixture.restarted().loadAll()
        let after = #"{"plan":"pro","n":5,"tags":["a","b"],"first":"z"}"#
        #expect(
            try await fixture.rows("SELECT user_properties::VARCHAR FROM main.events ORDER BY seq") == [
                #"{"plan":"free","n":2,"tags":["a"]}"#, after, after,
            ])
        #expect(
            try await fixture.value("SELECT properties::VARCHAR, initial_properties::VARCHAR FROM main.usr") == after
                + "|" + #"{"plan":"free","n":2,"tags":["a"]}"#)
        #expect(
            try await fixture.rows(
                "SELECT seq, uid, operations::VARCHAR LIKE '%$setOnce%' FROM main.identify_log ORDER BY seq") == [
                    "1|1|false", "2|1|true",
                ])
    }

    @Test func `a new place or device makes the rest of the old one unknown`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(
            #"[{"type":"a","user":"amy","country":"Italy","city":"Rome","os_name":"iOS","device_model":"X","language":"it"}]"#
        )
        try await fixture.loader.loadAll()
        try await fixture.send(
            #"[{"type":"a","user":"amy","country":"France"},{"type":"a","user":"amy","platform":"Web"}]"#)
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.value("SELECT country, city, platform, os_name, device_model, language FROM main.usr")
                == "France|NULL|Web|NULL|NULL|it")
        #expect(
            try await fixture.rows("SELECT country, city FROM main.events ORDER BY seq") == [
                "Italy|Rome", "France|NULL", "NULL|NULL",
            ])
    }

    @Test func `where a person came from stands on their events`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(
            #"[{"type":"$identify","user":"amy","ops":{"$set":{"utm_source":"mail","gclid":"g1","referrer":"r"}}},{"type":"a","user":"amy","referrer":"own"}]"#
        )
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.rows("SELECT utm_source, click_id, referrer FROM main.events ORDER BY seq") == [
                "mail|gclid:g1|r", "mail|gclid:g1|own",
            ])
    }

    @Test(arguments: ["gclid", "gbraid", "wbraid", "li_fat_id", "rdt_cid", "ko_click_id"])
    func `a click id stands on events with its kind`(_ kind: String) async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(#"[{"type":"a","user":"amy","ops":{"\#(kind)":"c1"}}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT click_id FROM main.events") == kind + ":c1")
    }

    @Test func `groups have properties of their own, and events a snapshot of them`() async throws {
        let fixture = try await LoaderFixture()
        let identify =
            #"{"type":"$groupidentify","user":"amy","groups":{"company":"acme"},"groupOps":{"$set":{"plan":"pro"}}}"#
        try await fixture.send("[\(identify)]")
        try await fixture.loader.loadAll()
        try await fixture.send(
            #"[{"type":"a","user":"bob","groups":{"company":"acme"}},{"type":"$groupidentify","user":"amy","groups":{"company":"acme"},"groupOps":{"$add":{"n":1}}},{"type":"a","user":"amy","groups":{"company":"other"}}]"#
        )
        try await fixture.restarted().loadAll()
        #expect(
            try await fixture.rows("SELECT group_properties::VARCHAR FROM main.events ORDER BY seq") == [
                #"{"company":{"acme":{"plan":"pro"}}}"#, #"{"company":{"acme":{"plan":"pro"}}}"#,
                #"{"company":{"acme":{"plan":"pro","n":1}}}"#, "NULL",
            ])
        #expect(
            try await fixture.rows("SELECT group_type, group_name, properties::VARCHAR FROM main.groups ORDER BY 2")
                == [
                    #"company|acme|{"plan":"pro","n":1}"#, "company|other|{}",
                ])
        #expect(
            try await fixture.rows("SELECT seq, uid, group_name FROM main.identify_log ORDER BY seq") == [
                "1|NULL|acme", "3|NULL|acme",
            ])
    }
}

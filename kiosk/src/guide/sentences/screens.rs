//! What is said of each screen.
//! Used by `guide` alone. Javanese (krama) and Sundanese (lemes) wait for a native speaker, like the screens'.

use super::Sentence;

sentences! {
    CONNECTING:
        "Kios sedang menyambung. Silakan tunggu sebentar, atau minta nomor kepada petugas.",
        "This kiosk is connecting. Please wait a moment, or ask a member of staff for a number.",
        "Kios saweg nyambung. Mangga ngentosi sekedhap, utawi nyuwun nomer dhateng petugas.",
        "Kios nuju nyambung. Mangga antosan sakedap, atanapi nyuhunkeun nomer ka petugas.";
    COMING_BACK:
        "Nomor {} sedang dimasukkan lagi ke antrean.",
        "Number {} is going back to its queue.",
        "Nomer {} saweg wangsul ing antrean.",
        "Nomer {} nuju dipulangkeun kana antrean.";
    STAFF_MENU:
        "Menu petugas.",
        "Staff menu.",
        "Menu kangge petugas.",
        "Menu kanggo petugas.";
    ISSUING:
        "Nomor Anda sedang dibuat. Silakan tunggu sebentar.",
        "Getting your number. Please wait.",
        "Nomer panjenengan saweg dipundamel. Mangga ngentosi sekedhap.",
        "Nomer Anjeun nuju didamel. Mangga antosan sakedap.";
    ISSUING_SLOWLY:
        "Perlu waktu lebih lama. Silakan tunggu sebentar lagi.",
        "This takes longer than usual. Please wait a moment more.",
        "Mbetahaken wekdal langkung dangu. Mangga ngentosi sekedhap malih.",
        "Peryogi waktos langkung lami. Mangga antosan sakedap deui.";
    PRINTING:
        "Nomor {} sedang dicetak.",
        "Number {} is being printed.",
        "Nomer {} saweg dipuncithak.",
        "Nomer {} nuju dicitak.";
    DOUBT:
        "Apakah kertas nomor {} sudah keluar? Kertas keluar di bawah layar.",
        "Has the paper for number {} come out? It comes out below the screen.",
        "Punapa dluwang nomer {} sampun medal? Dluwang medal ing ngandhap layar.",
        "Naha kertas nomer {} parantos kaluar? Kertas kaluar di handapeun layar.";
    NEXT_SERVICE:
        "Silakan pilih layanan berikutnya. Nomornya tetap satu.",
        "Please choose the next service. It stays one number.",
        "Mangga milih layanan salajengipun. Nomeripun tetep setunggal.",
        "Mangga pilih layanan salajengna. Nomerna tetep hiji.";
    ALL_CLOSED:
        "Saat ini semua instansi tutup.",
        "All agencies are closed now.",
        "Sapunika sedaya instansi tutup.",
        "Ayeuna sadaya instansi tutup.";
    WELCOME:
        "Selamat datang di {}. Silakan pilih instansi.",
        "Welcome to {}. Please choose an agency.",
        "Sugeng rawuh ing {}. Mangga milih instansi.",
        "Wilujeng sumping di {}. Mangga pilih instansi.";
    CLOSED_ONES:
        "Yang tutup:",
        "Closed:",
        "Ingkang tutup:",
        "Anu tutup:";
    CHOOSE_SERVICE:
        "{}. Silakan pilih layanan.",
        "{}. Please choose a service.",
        "{}. Mangga milih layanan.",
        "{}. Mangga pilih layanan.";
    SEARCH:
        "Cari layanan. Pilih huruf satu per satu; layanan yang cocok ada sebelum huruf.",
        "Search services. Choose letter by letter; services that match stand before the letters.",
        "Pados layanan. Mangga milih aksara setunggal-setunggal; layanan ingkang cocok wonten sakderengipun aksara.",
        "Milarian layanan. Mangga pilih hurup hiji-hiji; layanan anu cocog aya sateuacan hurup.";
    NOTHING_MATCHES:
        "tidak ada yang cocok.",
        "nothing matches.",
        "boten wonten ingkang cocok.",
        "teu aya anu cocog.";
    MATCHES:
        "{} cocok di halaman ini.",
        "{} match on this page.",
        "{} cocok ing kaca punika.",
        "{} cocog dina kaca ieu.";
    BOOKING:
        "Saya punya janji temu atau kupon. Silakan pindai kode pada bukti janji temu atau kupon, atau pilih huruf satu per satu.",
        "I have a booking or a voucher. Please scan its code, or choose it letter by letter.",
        "Kula gadhah janji pepanggihan utawi kupon. Mangga mindai kode ing bukti janji utawi kupon, utawi milih aksara setunggal-setunggal.",
        "Abdi gaduh jangji tepang atanapi kupon. Mangga pindai kode dina bukti jangji atanapi kupon, atanapi pilih hurup hiji-hiji.";
    THEN_TAKE:
        ". Lalu pilih Ambil nomor.",
        ". Then choose Take a number.",
        ". Lajeng pilih Pendhet nomer.",
        ". Teras pilih Candak nomer.";
    MISSED:
        "Nomor saya terlewat. Silakan pindai tiket Anda, atau pilih huruf dan angka nomor Anda.",
        "I missed my call. Please scan your ticket, or choose the letters and figures of your number.",
        "Nomer kula kalangkungan. Mangga mindai tiket panjenengan, utawi milih aksara lan angka nomer panjenengan.",
        "Nomer abdi kalangkung. Mangga pindai tiket Anjeun, atanapi pilih hurup sareng angka nomer Anjeun.";
    THEN_COME_BACK:
        ". Lalu pilih Antre lagi.",
        ". Then choose Queue again.",
        ". Lajeng pilih Antre malih.",
        ". Teras pilih Antri deui.";
    PLACE:
        "Tempat: {}.",
        "Where: {}.",
        "Panggenan: {}.",
        "Tempatna: {}.";
    NO_COUNTER:
        "Belum ada loket yang buka.",
        "No counter is open yet.",
        "Dereng wonten loket ingkang bikak.",
        "Teu acan aya loket anu muka.";
    BRING:
        "Yang perlu dibawa:",
        "What to bring:",
        "Ingkang perlu dipunbekta:",
        "Anu kedah dicandak:";
    JOIN_LIST:
        "{} orang di daftar tunggu. Untuk ikut, pilih Masuk daftar tunggu.",
        "{} on the waiting list. To join it, choose Join the waiting list.",
        "{} tiyang ing dhaptar tunggu. Kangge ndherek, pilih Mlebet dhaptar.",
        "{} jalmi dina daptar tunggu. Kanggo ngiringan, pilih Lebet kana daptar.";
    TAKE_OWN:
        "Untuk mengambilnya, pilih Ambil nomor darurat.",
        "To take one, choose Emergency number.",
        "Kangge mendhet, pilih Pendhet nomer darurat.",
        "Kanggo nyandakna, pilih Candak nomer darurat.";
    TAKE:
        "Untuk mengambil nomor, pilih Ambil nomor.",
        "To take a number, choose Take a number.",
        "Kangge mendhet nomer, pilih Pendhet nomer.",
        "Kanggo nyandak nomer, pilih Candak nomer.";
    PROCEDURE:
        "Langkah pelayanan:",
        "How it goes:",
        "Lampah layanan:",
        "Léngkah layanan:";
    TIME:
        "Lama pelayanan:",
        "How long it takes:",
        "Danguning layanan:",
        "Lamina layanan:";
    COST:
        "Biaya:",
        "Cost:",
        "Ragad:",
        "Waragad:";
    PRODUCT:
        "Hasil:",
        "What you get:",
        "Asil:",
        "Hasilna:";
    COMPLAINTS:
        "Pengaduan:",
        "Complaints:",
        "Wadulan:",
        "Pangaduan:";
    WHERE:
        "Tempat:",
        "Where:",
        "Panggenan:",
        "Tempatna:";
    OWN_NUMBER:
        "Ini nomor darurat dan tetap berlaku. Anda dipanggil sesuai urutan kedatangan.",
        "This is an emergency number and it is valid. You are called in the order of arrival.",
        "Punika nomer darurat lan tetep lumampah. Panjenengan dipuntimbali miturut urutan rawuh.",
        "Ieu nomer darurat sareng tetep lumaku. Anjeun disauran dumasar urutan sumping.";
    YOUR_NUMBER:
        "Nomor Anda {}. Sekali lagi: {}.",
        "Your number is {}. Once more: {}.",
        "Nomer panjenengan {}. Sepisan malih: {}.",
        "Nomer Anjeun {}. Sakali deui: {}.";
    TICKET_OUT:
        "Kertas keluar di bawah layar. Nomor Anda akan disebut lewat pengeras suara.",
        "The paper comes out below the screen. Your number will be announced.",
        "Dluwang medal ing ngandhap layar. Nomer panjenengan badhe dipunsebat lumantar pengeras swanten.",
        "Kertas kaluar di handapeun layar. Nomer Anjeun bakal disebatkeun ngalangkungan pangeras sora.";
    ON_LIST:
        "Anda di urutan {} daftar tunggu. {} {}.",
        "You are number {} on the waiting list. {} {}.",
        "Panjenengan ing urutan {} dhaptar tunggu. {} {}.",
        "Anjeun dina urutan {} daptar tunggu. {} {}.";
    SLIP_NONE:
        "Tidak ada kertas. Silakan datang kepada petugas saat nomor dibuka.",
        "There is no paper. Please come to a member of staff when the numbers are given.",
        "Boten wonten dluwang. Mangga rawuh dhateng petugas menawi nomer dipunbikak.",
        "Teu aya kertas. Mangga sumping ka petugas nalika nomer dibuka.";
    SLIP_PRINTING:
        "Kertas daftar tunggu sedang dicetak.",
        "Your slip is being printed.",
        "Dluwang dhaptar tunggu saweg dipuncithak.",
        "Kertas daptar tunggu nuju dicitak.";
    SLIP_OUT:
        "Kertas keluar di bawah layar. Silakan berada di dekat sini saat nomor dibuka.",
        "The slip comes out below the screen. Please be near here when the numbers are given.",
        "Dluwang medal ing ngandhap layar. Mangga wonten ing caket mriki menawi nomer dipunbikak.",
        "Kertas kaluar di handapeun layar. Mangga aya di caket dieu nalika nomer dibuka.";
    SLIP_UNSEEN:
        "Kertas keluar di bawah layar. Jika tidak ada, silakan datang kepada petugas saat nomor dibuka.",
        "The slip comes out below the screen. If there is none, please come to a member of staff when the numbers are given.",
        "Dluwang medal ing ngandhap layar. Menawi boten wonten, mangga rawuh dhateng petugas menawi nomer dipunbikak.",
        "Kertas kaluar di handapeun layar. Upami teu aya, mangga sumping ka petugas nalika nomer dibuka.";
    SLIP_FAILED:
        "Kertas tidak keluar. Urutan Anda tetap berlaku. Silakan ingat urutan ini, lalu datang kepada petugas saat nomor dibuka.",
        "No paper came out. Your place still holds. Please remember it, and come to a member of staff when the numbers are given.",
        "Dluwang boten medal. Urutan panjenengan tetep lumampah. Mangga dipunengeti urutan punika, lajeng rawuh dhateng petugas menawi nomer dipunbikak.",
        "Kertas teu kaluar. Urutan Anjeun tetep lumaku. Mangga émutkeun urutan ieu, teras sumping ka petugas nalika nomer dibuka.";
    NO_PAPER:
        "Kertas tidak keluar. Nomor Anda tetap berlaku.",
        "No paper came out. Your number is still valid.",
        "Dluwang boten medal. Nomer panjenengan tetep lumampah.",
        "Kertas teu kaluar. Nomer Anjeun tetep lumaku.";
    REMEMBER:
        "Silakan ingat nomor ini, lalu pilih Sudah saya catat.",
        "Please remember this number, then choose I have noted it.",
        "Mangga dipunengeti nomer punika, lajeng pilih Sampun kula serat.",
        "Mangga émutkeun nomer ieu, teras pilih Parantos diserat.";
}

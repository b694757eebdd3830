// Mails as mail servers hand them back, about a mail with this Message-ID to this address.
#pragma once

#include <string>

namespace expertise {

inline std::string with_crlf(const std::string& text) {
  std::string made;
  for (const char c : text) made += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return made;
}

/// As Postfix says it: the headers of the mail go back.
inline std::string from_postfix(const std::string& id, const std::string& address,
                                const std::string& action = "failed",
                                const std::string& status = "5.1.1") {
  return "Return-Path: <>\n"
         "From: MAILER-DAEMON@mail.example.nl (Mail Delivery System)\n"
         "Subject: Undelivered Mail Returned to Sender\n"
         "To: pool@voorbeeld.test\n"
         "Auto-Submitted: auto-replied\n"
         "MIME-Version: 1.0\n"
         "Content-Type: multipart/report; report-type=delivery-status;\n"
         "\tboundary=\"4F1B8A0D3.1795420000/mail.example.nl\"\n"
         "\n"
         "This is a MIME-encapsulated message.\n"
         "\n"
         "--4F1B8A0D3.1795420000/mail.example.nl\n"
         "Content-Description: Notification\n"
         "Content-Type: text/plain; charset=us-ascii\n"
         "\n"
         "This is the mail system at host mail.example.nl.\n"
         "\n"
         "<" +
         address +
         ">: host mx.example.nl said: 550 5.1.1 User unknown (in reply to RCPT TO)\n"
         "\n"
         "--4F1B8A0D3.1795420000/mail.example.nl\n"
         "Content-Description: Delivery report\n"
         "Content-Type: message/delivery-status\n"
         "\n"
         "Reporting-MTA: dns; mail.example.nl\n"
         "X-Postfix-Queue-ID: 4F1B8A0D3\n"
         "Arrival-Date: Mon, 23 Nov 2026 09:05:00 +0100 (CET)\n"
         "\n"
         "Final-Recipient: rfc822; " +
         address + "\nOriginal-Recipient: rfc822;" + address + "\nAction: " + action +
         "\nStatus: " + status +
         "\n"
         "Remote-MTA: dns; mx.example.nl\n"
         "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n"
         "\n"
         "--4F1B8A0D3.1795420000/mail.example.nl\n"
         "Content-Description: Undelivered Message Headers\n"
         "Content-Type: text/rfc822-headers\n"
         "\n"
         "From: Expertisepool <pool@voorbeeld.test>\n"
         "To: <" +
         address + ">\nSubject: Er is een vraag aan jou\nMessage-ID: <" + id +
         ">\n"
         "\n"
         "--4F1B8A0D3.1795420000/mail.example.nl--\n";
}

/// As Exchange says it: the explanation in two forms, the status encoded, and the whole mail.
inline std::string from_exchange(const std::string& id, const std::string& address) {
  return with_crlf(
      "From: Microsoft Outlook <postmaster@example.nl>\n"
      "To: <pool@voorbeeld.test>\n"
      "Subject: Niet bestelbaar: Er is een vraag aan jou\n"
      "MIME-Version: 1.0\n"
      "Content-Type: MULTIPART/Report; Report-Type=\"delivery-status\"; boundary=\"_buiten_\"\n"
      "X-MS-Exchange-Message-Is-Ndr:\n"
      "Content-Language: nl-NL\n"
      "\n"
      "--_buiten_\n"
      "Content-Type: multipart/alternative; differences=Content-Type; boundary=\"_binnen_\"\n"
      "\n"
      "--_binnen_\n"
      "Content-Type: text/plain; charset=\"utf-8\"\n"
      "Content-Transfer-Encoding: base64\n"
      "\n"
      "S2FuIG5pZXQgd29yZGVuIGJlem9yZ2Qu\n"
      "--_binnen_\n"
      "Content-Type: text/html; charset=\"utf-8\"\n"
      "\n"
      "<html><body>Kan niet worden bezorgd.</body></html>\n"
      "--_binnen_--\n"
      "--_buiten_\n"
      "Content-Type: message/delivery-status\n"
      "\n"
      "Reporting-MTA: dns;AM0PR01.eurprd01.prod.example.nl\n"
      "\n"
      "Final-Recipient: rfc822;" +
      address +
      "\n"
      "Action: Failed\n"
      "Status: 5.1.10\n"
      "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient\n"
      " not found by SMTP address lookup\n"
      "\n"
      "--_buiten_\n"
      "Content-Type: message/rfc822\n"
      "\n"
      "Received: from mail.voorbeeld.test by AM0PR01.eurprd01.prod.example.nl\n"
      "From: Expertisepool <pool@voorbeeld.test>\n"
      "Subject: Er is een vraag aan jou\n"
      "Message-ID:\n"
      " <" +
      id +
      ">\n"
      "Content-Type: multipart/mixed; boundary=\"ons\"\n"
      "\n"
      "--ons\n"
      "\n"
      "Hallo,\n"
      "--ons--\n"
      "--_buiten_--\n");
}

/// As Gmail says it: the Message-ID stands in the report itself, and no part of the mail.
inline std::string from_gmail(const std::string& id, const std::string& address) {
  return with_crlf(
      "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\n"
      "To: pool@voorbeeld.test\n"
      "Auto-Submitted: auto-replied\n"
      "Subject: Delivery Status Notification (Failure)\n"
      "X-Failed-Recipients: " +
      address +
      "\n"
      "Content-Type: multipart/report; boundary=\"000000000000a1b2c3\"; "
      "report-type=delivery-status\n"
      "\n"
      "--000000000000a1b2c3\n"
      "Content-Type: multipart/related; boundary=\"000000000000d4e5f6\"\n"
      "\n"
      "--000000000000d4e5f6\n"
      "Content-Type: text/html; charset=\"UTF-8\"\n"
      "\n"
      "<html><body>Address not found</body></html>\n"
      "--000000000000d4e5f6--\n"
      "--000000000000a1b2c3\n"
      "Content-Type: message/delivery-status\n"
      "\n"
      "Reporting-MTA: dns; googlemail.example\n"
      "Arrival-Date: Mon, 23 Nov 2026 00:05:00 -0800 (PST)\n"
      "X-Original-Message-ID: <" +
      id +
      ">\n"
      "\n"
      "Final-Recipient: rfc822; " +
      address +
      "\n"
      "Action: failed\n"
      "Status: 5.1.1\n"
      "Last-Attempt-Date: Mon, 23 Nov 2026 00:05:01 -0800 (PST)\n"
      "--000000000000a1b2c3--\n");
}

/// As Exim says it after a forward: the address that was mailed leads to another one.
inline std::string from_exim(const std::string& id, const std::string& address) {
  return "From: Mail Delivery System <Mailer-Daemon@exim.example>\n"
         "To: pool@voorbeeld.test\n"
         "References: <" +
         id +
         ">\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=17954-eximdsn\n"
         "\n"
         "--17954-eximdsn\n"
         "Content-type: text/plain; charset=us-ascii\n"
         "\n"
         "A message that you sent could not be delivered.\n"
         "\n"
         "--17954-eximdsn\n"
         "Content-type: message/delivery-status\n"
         "\n"
         "Reporting-MTA: dns; exim.example\n"
         "\n"
         "Original-Recipient: rfc822;" +
         address +
         "\n"
         "Action: failed\n"
         "Final-Recipient: rfc822;elders@example.org\n"
         "Status: 5.0.0\n"
         "\n"
         "--17954-eximdsn--\n";
}

/// An answer of somebody who is away.
inline std::string from_somebody_away(const std::string& id, const std::string& address) {
  return "From: <" + address +
         ">\n"
         "To: pool@voorbeeld.test\n"
         "Subject: Afwezig: Er is een vraag aan jou\n"
         "Auto-Submitted: auto-replied\n"
         "In-Reply-To: <" +
         id +
         ">\n"
         "Content-Type: text/plain; charset=utf-8\n"
         "\n"
         "Ik ben er maandag weer. Action: failed\nStatus: 5.1.1\n";
}

/// That it was opened is no report of delivery.
inline std::string from_a_reader(const std::string& id, const std::string& address) {
  return "From: <" + address +
         ">\n"
         "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n"
         "\n"
         "--b\n"
         "Content-Type: message/disposition-notification\n"
         "\n"
         "Final-Recipient: rfc822;" +
         address + "\nOriginal-Message-ID: <" + id +
         ">\n"
         "Disposition: manual-action/MDN-sent-manually; displayed\n"
         "\n"
         "--b--\n";
}

}  // namespace expertise

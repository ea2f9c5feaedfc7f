/*
  A thermometer for Daybook: an LM35 on pin A0 (10 mV per degree), on an Arduino, an ESP8266 or an ESP32.
  It speaks the Daybook line protocol, version 1, at 115200 baud:

    {"v":1,"dev":"a1b2","type":"hello","model":"...","fw":"...","obs":["temp_c"]}*HH
        when the board starts, and in answer to {"cmd":"hello"}
    {"v":1,"dev":"a1b2","type":"obs","seq":12,"obs":{"temp_c":36.7}}*HH
        once a second; seq grows by one each time, null means "no value"
    {"v":1,"dev":"a1b2","type":"status","err":"no_sensor"}*HH
        what is wrong, at least every 5 s as long as it is

  HH is the exclusive or of all bytes before the star. A line has at most 512 bytes and ends with a line feed.
  Other values have the unit in their name: spo2, pulse, resp, temp_c, temp_f, weight_kg, weight_g, weight_lb, height_cm,
  sys_mmhg, dia_mmhg, map_mmhg, glucose_mgdl, glucose_mmol, hb_gdl, pi. To add a sensor, write its value into
  sendValues() and its name into sendHello().
*/

// Give every board a name of its own.
#define DEVICE "a1b2"
#define MODEL "lm35-thermometer"
#define FIRMWARE "1.0.0"

const int SENSOR_PIN = A0;
const unsigned long EVERY_MS = 1000;

char text[160];          // one line being built
char heard[40];          // one line from the host
unsigned int heardLength = 0;
unsigned long seq = 0;
unsigned long lastMs = 0;

// Sends the line in `text` with its checksum.
void sendLine() {
  byte sum = 0;
  for (const char *at = text; *at; at++) sum ^= (byte)*at;
  Serial.print(text);
  Serial.print('*');
  if (sum < 16) Serial.print('0');
  Serial.print(sum, HEX);
  Serial.print('\n');
}

void sendHello() {
  snprintf(text, sizeof text,
           "{\"v\":1,\"dev\":\"%s\",\"type\":\"hello\",\"model\":\"%s\",\"fw\":\"%s\",\"obs\":[\"temp_c\"]}",
           DEVICE, MODEL, FIRMWARE);
  sendLine();
}

// Degrees Celsius; the mean of many readings, since a single one is noisy.
float readTemperature() {
  unsigned long sum = 0;
  for (int i = 0; i < 64; i++) {
#if defined(ESP32)
    sum += analogReadMilliVolts(SENSOR_PIN);
#elif defined(ESP8266)
    sum += analogRead(SENSOR_PIN) * 3300UL / 1023;
#else
    sum += analogRead(SENSOR_PIN) * 5000UL / 1023;
#endif
  }
  return sum / 64.0 / 10.0;
}

void sendValues() {
  float celsius = readTemperature();
  // An input without a sensor floats far from what a body can have.
  bool there = celsius > 10 && celsius < 60;
  char value[12];
  if (there) dtostrf(celsius, 1, 2, value);
  else strcpy(value, "null");
  seq++;
  snprintf(text, sizeof text, "{\"v\":1,\"dev\":\"%s\",\"type\":\"obs\",\"seq\":%lu,\"obs\":{\"temp_c\":%s}}", DEVICE, seq, value);
  sendLine();
  if (!there) {
    snprintf(text, sizeof text, "{\"v\":1,\"dev\":\"%s\",\"type\":\"status\",\"err\":\"no_sensor\"}", DEVICE);
    sendLine();
  }
}

// The only command there is: {"cmd":"hello"}.
void listen() {
  while (Serial.available() > 0) {
    char c = (char)Serial.read();
    if (c == '\n') {
      heard[heardLength] = 0;
      heardLength = 0;
      if (strstr(heard, "\"hello\"") != NULL) sendHello();
    } else if (heardLength < sizeof heard - 1) {
      heard[heardLength++] = c;
    }
  }
}

void setup() {
  Serial.begin(115200);
  sendHello();
}

void loop() {
  listen();
  if (millis() - lastMs >= EVERY_MS) {
    lastMs = millis();
    sendValues();
  }
}
